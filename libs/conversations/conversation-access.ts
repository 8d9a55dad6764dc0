import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';
import { SqlPool } from '#database';

import { SELECT_CONVERSATIONS } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';

const VISIBLE = {
  name: 'conversations_visible',
  text: `${SELECT_CONVERSATIONS} WHERE c.id = ANY ($1) AND c.workspace_id = $2 AND ($3::uuid IS NULL OR c.visitor_id = $3)`,
};

/** The one place that says which conversations somebody may see: agents those of their workspace, visitors their own. */
@Injectable()
export class ConversationAccess {
  constructor(private readonly pool: SqlPool) {}

  /** Throws `not_found`, whether it does not exist or belongs to others. */
  async get(actor: SignedInActor, conversationId: string): Promise<ConversationRow> {
    const row = (await this.find(actor, [conversationId])).get(conversationId);
    if (!row) throw new DomainError('not_found');
    return row;
  }

  /** Those of the named conversations that exist and may be seen. */
  async find(actor: SignedInActor, conversationIds: readonly string[]): Promise<Map<string, ConversationRow>> {
    const values = [conversationIds, actor.workspaceId, actor.kind === 'visitor' ? actor.id : null];
    const { rows } = await this.pool.query<ConversationRow>({ ...VISIBLE, values });
    return new Map(rows.map((row) => [row.id, row]));
  }
}
