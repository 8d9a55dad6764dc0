import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';
import { SqlPool } from '#database';

import { SELECT_CONVERSATIONS } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';

const BY_ID = { name: 'conversation_by_id', text: `${SELECT_CONVERSATIONS} WHERE c.id = $1` };

/** The one place that says which conversations somebody may see: agents those of their workspace, visitors their own. */
export function maySee(actor: SignedInActor, row: Pick<ConversationRow, 'workspace_id' | 'visitor_id'>): boolean {
  return row.workspace_id === actor.workspaceId && (actor.kind !== 'visitor' || row.visitor_id === actor.id);
}

@Injectable()
export class ConversationAccess {
  constructor(private readonly pool: SqlPool) {}

  /** Throws `not_found`, whether it does not exist or belongs to others. */
  async get(actor: SignedInActor, conversationId: string): Promise<ConversationRow> {
    const { rows } = await this.pool.query<ConversationRow>({ ...BY_ID, values: [conversationId] });
    if (!rows[0] || !maySee(actor, rows[0])) throw new DomainError('not_found');
    return rows[0];
  }
}
