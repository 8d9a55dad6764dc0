import type { ConversationState } from '#client';

/** Enough of a log to see what a change has added, and where. */
export interface LogEnds {
  oldestSeq: number;
  newestSeq: number;
  isNewestOwn: boolean;
  /** The last entry that is not stored yet. */
  lastUnsent: string | null;
}

export function endsOf({ events, outbox }: ConversationState, meId: string): LogEnds {
  const newest = events.at(-1);
  return {
    oldestSeq: events[0]?.seq ?? 0,
    newestSeq: newest?.seq ?? 0,
    isNewestOwn: newest?.actor.kind === 'agent' && newest.actor.id === meId,
    lastUnsent: outbox.at(-1)?.clientId ?? null,
  };
}

/** `hasOwn`: the reader has just written something. The first look at a log is no change. */
export function changeOf(before: LogEnds | null, now: LogEnds) {
  if (before === null) return { hasOlder: false, hasOwn: false };
  const hasNewer = now.newestSeq > before.newestSeq;
  const hasUnsent = now.lastUnsent !== null && now.lastUnsent !== before.lastUnsent;
  return {
    hasOlder: now.oldestSeq < before.oldestSeq,
    hasOwn: hasUnsent || (hasNewer && now.isNewestOwn),
  };
}
