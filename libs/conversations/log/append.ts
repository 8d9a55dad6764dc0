import type { Actor } from '#common';
import { LOG_EVENTS } from '#contracts';
import type { LogEventType } from '#contracts';
import type { SqlPool } from '#database';

import type { EventBody } from './log-entry.ts';

export interface NewEntry<T extends LogEventType = LogEventType> {
  conversationId: string;
  actor: Actor;
  type: T;
  /** Made by the client; the same one is stored once, whoever receives it and however often. */
  clientId: string;
  body: EventBody<T>;
  /** Refuses the entry as `moved` when the log has gone on since the writer read it. */
  expectedSeq?: number;
}

export type Outcome =
  | { outcome: 'stored' | 'duplicate'; seq: number; prevPublicSeq: number; at: string }
  | { outcome: 'not_found' | 'closed' | 'not_closed' | 'moved' };

interface Row {
  outcome: Outcome['outcome'];
  seq: number;
  prev_public_seq: number;
  at: Date;
}

const APPEND = {
  name: 'append_events',
  text: 'SELECT outcome, seq, prev_public_seq, at FROM append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
};

/**
 * One call of the SQL function append_events (see its migration for what it guarantees): one transaction, one round trip, one
 * outcome per entry in the order given. Resolves after commit; rejects only when the outcome of the whole batch is unknown.
 */
export async function appendBatch(pool: SqlPool, entries: readonly NewEntry[]): Promise<Outcome[]> {
  const values = [
    entries.map((entry) => entry.conversationId),
    entries.map((entry) => entry.actor.workspaceId),
    entries.map((entry) => (entry.actor.kind === 'visitor' ? entry.actor.id : null)),
    entries.map((entry) => entry.type),
    entries.map((entry) => LOG_EVENTS[entry.type]),
    entries.map((entry) => entry.actor.kind),
    entries.map((entry) => entry.actor.id),
    entries.map((entry) => entry.actor.name),
    entries.map((entry) => entry.clientId),
    entries.map((entry) => JSON.stringify(entry.body)),
    entries.map((entry) => entry.expectedSeq ?? null),
  ];
  const { rows } = await pool.query<Row>({ ...APPEND, values });
  return rows.map(toOutcome);
}

function toOutcome(row: Row): Outcome {
  if (row.outcome !== 'stored' && row.outcome !== 'duplicate') return { outcome: row.outcome };
  const { outcome, seq, prev_public_seq: prevPublicSeq, at } = row;
  return { outcome, seq, prevPublicSeq, at: at.toISOString() };
}
