import { Injectable } from '@nestjs/common';

import type { Audience } from '#contracts';
import { SqlPool } from '#database';

import type { LogEntry } from './log-entry.ts';

interface Row {
  conversation_id: string;
  seq: number;
  prev_public_seq: number;
  type: LogEntry['type'];
  actor_kind: LogEntry['actor']['kind'];
  actor_id: string;
  actor_name: string | null;
  client_id: string;
  body: object;
  at: Date;
}

/** A stretch of the log in seq order. When `hasMore` is false it reaches everything committed before the read. */
export interface Stretch {
  entries: LogEntry[];
  hasMore: boolean;
}

const COLUMNS = 'conversation_id, seq, prev_public_seq, type, actor_kind, actor_id, actor_name, client_id, body, at';
/** One range scan of the primary key, whatever the length of the log; notes that a visitor may not see are skipped on the way. */
const VISIBLE = `SELECT ${COLUMNS} FROM events WHERE conversation_id = $1 AND ($2 = 'agents' OR audience = 'public')`;
const AFTER = { name: 'events_after', text: `${VISIBLE} AND seq > $3 ORDER BY seq LIMIT $4` };
const BEFORE = { name: 'events_before', text: `${VISIBLE} AND seq < $3 ORDER BY seq DESC LIMIT $4` };
const BEYOND_ALL = 2_147_483_647;

/** Reads logs. Whoever calls has made sure that the reader may see the conversation. */
@Injectable()
export class LogReader {
  constructor(private readonly pool: SqlPool) {}

  /** What follows `seq`, oldest first; `hasMore`: there is more after it. */
  async after(conversationId: string, audience: Audience, seq: number, limit: number): Promise<Stretch> {
    return this.read(AFTER, conversationId, audience, seq, limit);
  }

  /** The newest before `seq`, oldest first; `hasMore`: there is more before it. */
  async before(conversationId: string, audience: Audience, seq: number, limit: number): Promise<Stretch> {
    const { entries, hasMore } = await this.read(BEFORE, conversationId, audience, seq, limit);
    return { entries: entries.toReversed(), hasMore };
  }

  /** The newest of all. */
  async newest(conversationId: string, audience: Audience, limit: number): Promise<Stretch> {
    const { entries } = await this.before(conversationId, audience, BEYOND_ALL, limit);
    return { entries, hasMore: false };
  }

  /** The last seq of each conversation that exists. */
  async heads(conversationIds: readonly string[]): Promise<Map<string, number>> {
    const query = { name: 'log_heads', text: 'SELECT id, last_seq FROM conversations WHERE id = ANY ($1)' };
    const { rows } = await this.pool.query<{ id: string; last_seq: number }>({ ...query, values: [conversationIds] });
    return new Map(rows.map((row) => [row.id, row.last_seq]));
  }

  /** Changes when the database was restored: positions from before are void. */
  async epoch(): Promise<string> {
    const { rows } = await this.pool.query<{ epoch: string }>({
      name: 'log_epoch',
      text: 'SELECT epoch FROM log_epoch',
    });
    if (!rows[0]) throw new Error('log_epoch is empty');
    return rows[0].epoch;
  }

  private async read(
    query: typeof AFTER,
    conversationId: string,
    audience: Audience,
    seq: number,
    limit: number,
  ): Promise<Stretch> {
    const { rows } = await this.pool.query<Row>({ ...query, values: [conversationId, audience, seq, limit + 1] });
    return { entries: rows.slice(0, limit).map(toEntry), hasMore: rows.length > limit };
  }
}

function toEntry(row: Row): LogEntry {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    prevPublicSeq: row.prev_public_seq,
    type: row.type,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    clientId: row.client_id,
    at: row.at.toISOString(),
    body: row.body,
  };
}
