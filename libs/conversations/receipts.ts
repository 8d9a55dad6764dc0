import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';
import type { Command, Receipt } from '#contracts';
import { SqlPool } from '#database';

import { ConversationFeeds } from './feed/conversation-feeds.ts';

interface Row {
  conversation_id: string;
  actor_kind: Receipt['actor']['kind'];
  actor_id: string;
  delivered: number;
  read: number;
  is_raised: boolean;
}

/** Never above the end of the log, never down; read implies delivered. No row when the conversation is not the actor's to see. */
const RAISE = {
  name: 'raise_receipt',
  text: `
  WITH visible AS (
    SELECT id, least(greatest($6::int, $7::int), last_seq) AS delivered, least($7::int, last_seq) AS read
    FROM conversations WHERE id = $1 AND workspace_id = $2 AND ($3::uuid IS NULL OR visitor_id = $3)
  ), before AS (
    SELECT delivered, read FROM receipts WHERE conversation_id = $1 AND actor_kind = $4 AND actor_id = $5
  ), after AS (
    INSERT INTO receipts AS r (conversation_id, actor_kind, actor_id, delivered, read)
    SELECT id, $4::actor_kind, $5::uuid, delivered, read FROM visible
    ON CONFLICT (conversation_id, actor_kind, actor_id) DO UPDATE
    SET delivered = greatest(r.delivered, excluded.delivered), read = greatest(r.read, excluded.read)
    RETURNING r.*
  )
  SELECT after.*, (after.delivered, after.read) IS DISTINCT FROM (before.delivered, before.read) AS is_raised
  FROM after LEFT JOIN before ON true`,
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
    if (!rows[0]) throw new DomainError('not_found');
    if (!rows[0].is_raised) return;
    this.feeds.signal(conversationId, {
      name: 'receipt.updated',
      payload: { conversationId, ...presentReceipt(rows[0]) },
    });
  }
}

function presentReceipt({ actor_kind: kind, actor_id: id, delivered, read }: Row): Receipt {
  return { actor: { kind, id }, delivered, read };
}
