import { Injectable } from '@nestjs/common';

import { DomainError, decodeCursor, encodeCursor, newId } from '#common';
import type { SignedInActor, VisitorActor } from '#common';
import { CONVERSATION_STATUSES } from '#contracts';
import type { Conversation, RouteOutput, RouteRequest } from '#contracts';
import { SqlPool } from '#database';

import { audienceOf } from './audience.ts';
import { ConversationAccess } from './conversation-access.ts';
import { SELECT_CONVERSATIONS, presentConversation } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';
import { InboxNews } from './inbox/inbox-news.ts';
import { listPosition } from './list-cursor.ts';
import type { ListFilter } from './list-cursor.ts';

/** Served by one of the indexes (workspace, [visitor | assignee | status], last_event_at, id): O(page) at any depth. */
const LIST = `${SELECT_CONVERSATIONS}
  WHERE c.workspace_id = $1
    AND ($2::uuid IS NULL OR c.visitor_id = $2)
    AND c.status = ANY ($3::conversation_status[])
    AND ($4::text IS NULL OR CASE $4 WHEN 'nobody' THEN c.assignee_id IS NULL ELSE c.assignee_id = $4::uuid END)
    AND ($5::timestamptz IS NULL OR (c.last_event_at, c.id) < ($5, $6::uuid))
  ORDER BY c.last_event_at DESC, c.id DESC
  LIMIT $7`;

/**
 * Times are the database's, as those of the events. The update changes nothing: it makes an existing row come back. The session's row
 * is locked, so that a visitor who turns out to be a known person meanwhile makes none that stays behind.
 */
const CREATE = {
  name: 'conversation_create',
  text: `INSERT INTO conversations AS c (id, workspace_id, site_id, visitor_id, client_id)
    SELECT $1::uuid, $2::uuid, $3::uuid, s.visitor_id, $5::uuid FROM visitor_sessions s
    WHERE s.id = $6 AND s.visitor_id = $4 AND s.ended_at IS NULL
    FOR KEY SHARE
    ON CONFLICT (workspace_id, visitor_id, client_id) DO UPDATE SET client_id = c.client_id RETURNING id`,
};

@Injectable()
export class Conversations {
  constructor(
    private readonly pool: SqlPool,
    private readonly access: ConversationAccess,
    private readonly inbox: InboxNews,
  ) {}

  /** Opens a conversation once per (visitor, clientId): again, it answers with the first one. Throws `token_expired` when the session is not this visitor's any more. */
  async create(visitor: VisitorActor, clientId: string): Promise<Conversation> {
    const { workspaceId, siteId, id: visitorId, sessionId } = visitor;
    const { rows } = await this.pool.query<{ id: string }>({
      ...CREATE,
      values: [newId(), workspaceId, siteId, visitorId, clientId, sessionId],
    });
    const id = rows[0]?.id;
    if (id === undefined) throw new DomainError('token_expired');
    this.inbox.changed(workspaceId, id);
    return this.get(visitor, id);
  }

  async get(actor: SignedInActor, conversationId: string): Promise<Conversation> {
    return presentConversation(await this.access.get(actor, conversationId), audienceOf(actor));
  }

  /** Summaries for the agents of a workspace; ids of others are left out. */
  async summaries(workspaceId: string, conversationIds: readonly string[]): Promise<Conversation[]> {
    const text = `${SELECT_CONVERSATIONS} WHERE c.id = ANY ($1) AND c.workspace_id = $2`;
    const { rows } = await this.pool.query<ConversationRow>({
      name: 'conversation_summaries',
      text,
      values: [conversationIds, workspaceId],
    });
    return rows.map((row) => presentConversation(row, 'agents'));
  }

  /** Last active first. The cursor freezes the filter it was made with. */
  async list(
    actor: SignedInActor,
    request: RouteRequest<'conversation.list'>,
  ): Promise<RouteOutput<'conversation.list'>> {
    const position = request.cursor ? decodeCursor(listPosition, request.cursor) : null;
    const filter = position?.filter ?? toFilter(actor, request);
    const values = [
      actor.workspaceId,
      actor.kind === 'visitor' ? actor.id : null,
      filter.statuses,
      filter.assignee,
      position?.at ?? null,
      position?.id ?? null,
      request.limit + 1,
    ];
    // Without a name, so that it is planned with these values: which index serves depends on them.
    const { rows } = await this.pool.query<ConversationRow>({ text: LIST, values });
    const page = rows.slice(0, request.limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > page.length && last
        ? encodeCursor({ filter, at: last.last_event_at.toISOString(), id: last.id })
        : null;
    return { conversations: page.map((row) => presentConversation(row, audienceOf(actor))), nextCursor };
  }
}

function toFilter(actor: SignedInActor, { status, assignee }: RouteRequest<'conversation.list'>): ListFilter {
  return { statuses: statusesOf(status), assignee: assignee === 'me' ? actor.id : (assignee ?? null) };
}

function statusesOf(status: RouteRequest<'conversation.list'>['status']): ListFilter['statuses'] {
  if (status === undefined) return [...CONVERSATION_STATUSES];
  return status === 'not_closed' ? ['waiting', 'open'] : [status];
}
