import type { Actor as ActorView, Audience, Conversation, ConversationStatus } from '#contracts';

/** A conversation with what its summary shows, as the query below gives it. */
export interface ConversationRow {
  id: string;
  workspace_id: string;
  site_id: string;
  visitor_id: string;
  visitor_name: string | null;
  status: ConversationStatus;
  assignee_id: string | null;
  assignee_name: string | null;
  last_seq: number;
  last_public_seq: number;
  created_at: Date;
  last_event_at: Date;
  message_text: string | null;
  message_actor: ActorView;
  message_at: Date | null;
}

const PREVIEW_LENGTH = 200;

export const SELECT_CONVERSATIONS = `
  SELECT c.id, c.workspace_id, c.site_id, c.visitor_id, v.name AS visitor_name, c.status, c.assignee_id, a.name AS assignee_name,
    c.last_seq, c.last_public_seq, c.created_at, c.last_event_at, m.message_text, m.message_actor, m.message_at
  FROM conversations c
  JOIN visitors v ON v.id = c.visitor_id
  LEFT JOIN agents a ON a.id = c.assignee_id
  LEFT JOIN LATERAL (
    SELECT left(e.body ->> 'text', ${PREVIEW_LENGTH}) AS message_text, e.at AS message_at,
      jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', e.actor_name) AS message_actor
    FROM events e
    WHERE e.conversation_id = c.id AND e.seq = c.last_message_seq
  ) m ON true`;

/** The only way from a row to a reader. To the public, notes have not happened: neither their seq nor their time shows. */
export function presentConversation(row: ConversationRow, audience: Audience): Conversation {
  return {
    id: row.id,
    siteId: row.site_id,
    visitor: { id: row.visitor_id, name: row.visitor_name },
    status: row.status,
    assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name } : null,
    lastSeq: audience === 'agents' ? row.last_seq : row.last_public_seq,
    lastMessage:
      row.message_text === null || row.message_at === null
        ? null
        : { text: row.message_text, actor: row.message_actor, at: row.message_at.toISOString() },
    createdAt: row.created_at.toISOString(),
    lastEventAt: lastActive(row, audience).toISOString(),
  };
}

/** The column lags by some seconds; the last message says better. */
function lastActive(row: ConversationRow, audience: Audience): Date {
  const lastMessage = row.message_at ?? row.created_at;
  return audience === 'agents' && row.last_event_at > lastMessage ? row.last_event_at : lastMessage;
}
