import type { LogEntry } from './log-entry.ts';

/** An entry as the table has it; `at` is a date, or its text where rows come as JSON. */
export interface EntryRow {
  conversation_id: string;
  seq: number;
  prev_public_seq: number;
  type: LogEntry['type'];
  actor_kind: LogEntry['actor']['kind'];
  actor_id: string;
  actor_name: string | null;
  client_id: string;
  body: object;
  at: Date | string;
}

export const ENTRY_COLUMNS =
  'conversation_id, seq, prev_public_seq, type, actor_kind, actor_id, actor_name, client_id, body, at';

export function toEntry(row: EntryRow): LogEntry {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    prevPublicSeq: row.prev_public_seq,
    type: row.type,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    clientId: row.client_id,
    at: new Date(row.at).toISOString(),
    body: row.body,
  };
}
