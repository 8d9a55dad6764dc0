import { Injectable } from '@nestjs/common';

import type { Audience } from '#contracts';
import { SqlPool } from '#database';

import { ENTRY_COLUMNS, toEntry } from './entry-row.ts';
import type { EntryRow } from './entry-row.ts';
import type { LogEntry } from './log-entry.ts';

/** A stretch of the log in seq order, and whether there is more beyond it in the direction that was read. */
export interface Stretch {
  entries: LogEntry[];
  hasMore: boolean;
}

/** One range scan of the primary key, whatever the length of the log; notes that a visitor may not see are skipped on the way. */
const VISIBLE = `SELECT ${ENTRY_COLUMNS} FROM events WHERE conversation_id = $1 AND ($2 = 'agents' OR audience = 'public')`;
const AFTER = { name: 'events_after', text: `${VISIBLE} AND seq > $3 ORDER BY seq LIMIT $4` };
const BEFORE = { name: 'events_before', text: `${VISIBLE} AND seq < $3 ORDER BY seq DESC LIMIT $4` };
const HEADS = { name: 'log_heads', text: 'SELECT id, last_seq FROM conversations WHERE id = ANY ($1)' };

/** Reads logs. Whoever calls has made sure that the reader may see the conversation. */
@Injectable()
export class LogReader {
  constructor(private readonly pool: SqlPool) {}

  /** What follows `seq`, oldest first. */
  async after(conversationId: string, audience: Audience, seq: number, limit: number): Promise<Stretch> {
    return this.read(AFTER, conversationId, audience, seq, limit);
  }

  /** The newest before `seq`, oldest first. */
  async before(conversationId: string, audience: Audience, seq: number, limit: number): Promise<Stretch> {
    const { entries, hasMore } = await this.read(BEFORE, conversationId, audience, seq, limit);
    return { entries: entries.toReversed(), hasMore };
  }

  /** The last seq of each conversation that exists. */
  async heads(conversationIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ id: string; last_seq: number }>({ ...HEADS, values: [conversationIds] });
    return new Map(rows.map((row) => [row.id, row.last_seq]));
  }

  private async read(
    query: typeof AFTER,
    conversationId: string,
    audience: Audience,
    seq: number,
    limit: number,
  ): Promise<Stretch> {
    const { rows } = await this.pool.query<EntryRow>({ ...query, values: [conversationId, audience, seq, limit + 1] });
    return { entries: rows.slice(0, limit).map(toEntry), hasMore: rows.length > limit };
  }
}
