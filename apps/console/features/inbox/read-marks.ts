import type { Conversation } from '#contracts';
import type { KeyValueStore, Store } from '#client';

/** Last read seq by conversation. */
export type ReadMarks = ReadonlyMap<string, number>;

export interface ReadMarkStore extends Store<ReadMarks> {
  /** Marks only move up. */
  raise(conversationId: string, seq: number): void;
}

const MOST_KEPT = 500;

/** What this browser's agent has read; it outlives a reload, the oldest marks are forgotten first. */
export function createReadMarks(store: KeyValueStore, agentId: string): ReadMarkStore {
  const key = `parley:read-marks:${agentId}`;
  const listeners = new Set<() => void>();
  let marks: ReadMarks = parseMarks(store.getItem(key));

  return {
    get: () => marks,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    raise(conversationId, seq) {
      if (seq <= (marks.get(conversationId) ?? 0)) return;
      const others = [...marks].filter(([id]) => id !== conversationId);
      marks = new Map([...others, [conversationId, seq] as const].slice(-MOST_KEPT));
      store.setItem(key, JSON.stringify([...marks]));
      for (const listener of listeners) listener();
    },
  };
}

/** Something was stored that the agent has not seen, and the visitor had the last word. */
export function isUnread({ id, lastSeq, lastMessage }: Conversation, marks: ReadMarks): boolean {
  return lastMessage?.actor.kind === 'visitor' && lastSeq > (marks.get(id) ?? 0);
}

function parseMarks(stored: string | null): ReadMarks {
  try {
    const entries: unknown = JSON.parse(stored ?? '[]');
    return new Map(Array.isArray(entries) ? entries.filter(isMark) : []);
  } catch {
    return new Map();
  }
}

function isMark(entry: unknown): entry is [string, number] {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && Number.isInteger(entry[1]);
}
