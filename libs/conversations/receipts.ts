import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';
import type { Command } from '#contracts';
import { SqlPool } from '#database';

import { ConversationFeeds } from './feed/conversation-feeds.ts';

interface Row {
  /** Null when nothing was raised. */
  delivered: number | null;
  read: number | null;
  public_delivered: number | null;
  public_read: number | null;
}

/**
 * What the public hears of a watermark: notes have not happened to it, so a watermark among them counts as the public event
 * before. `seq` is an SQL expression, as `conversation`.
 */
export const publicWatermark = (conversation: string, seq: string): string => `
  coalesce((SELECT max(e.seq) FROM events e WHERE e.conversation_id = ${conversation} AND e.seq <= ${seq} AND e.audience = 'public'), 0)`;

/**
 * Never above the end of what the actor may see, never down; read implies delivered. One row when the conversation is the actor's
 * to see, with the new watermarks if they are new.
 */
const RAISE = {
  name: 'raise_receipt',
  text: `
  WITH visible AS (
    SELECT id, CASE WHEN $3::uuid IS NULL THEN last_seq ELSE last_public_seq END AS head
    FROM conversations WHERE id = $1 AND workspace_id = $2 AND ($3::uuid IS NULL OR visitor_id = $3)
  ), raised AS (
    INSERT INTO receipts AS r (conversation_id, actor_kind, actor_id, delivered, read)
    SELECT id, $4::actor_kind, $5::uuid, least(greatest($6::int, $7::int), head), least($7::int, head) FROM visible
    ON CONFLICT (conversation_id, actor_kind, actor_id) DO UPDATE
    SET delivered = greatest(r.delivered, excluded.delivered), read = greatest(r.read, excluded.read)
    WHERE r.delivered < excluded.delivered OR r.read < excluded.read
    RETURNING r.*
  )
  SELECT raised.delivered, raised.read,
    ${publicWatermark('visible.id', 'raised.delivered')} AS public_delivered,
    ${publicWatermark('visible.id', 'raised.read')} AS public_read
  FROM visible LEFT JOIN raised ON true`,
};

/** How far each actor has received and read: watermarks that only move up. */
@Injectable()
export class Receipts {
  constructor(
    private readonly pool: SqlPool,
    private readonly feeds: ConversationFeeds,
  ) {}

  /** Throws `not_found`. A watermark beyond the log's end is cut to it. */
  async raise(actor: SignedInActor, { conversationId, delivered = 0, read = 0 }: Command<'receipt'>): Promise<void> {
    const visitorId = actor.kind === 'visitor' ? actor.id : null;
    const values = [conversationId, actor.workspaceId, visitorId, actor.kind, actor.id, delivered, read];
    const { rows } = await this.pool.query<Row>({ ...RAISE, values });
    const row = rows[0];
    if (!row) throw new DomainError('not_found');
    if (row.delivered === null || row.read === null) return;
    const about = { conversationId, actor: { kind: actor.kind, id: actor.id } };
    this.feeds.signal(conversationId, {
      name: 'receipt.updated',
      payload: { ...about, delivered: row.delivered, read: row.read },
      publicPayload: { ...about, delivered: row.public_delivered ?? 0, read: row.public_read ?? 0 },
    });
  }
}
