import type { Conversation, RouteInput } from '#contracts';

import type { InboxFilter } from '../api.ts';
import { newer } from './summary.ts';

/** What each filter asks the server for. */
export const QUERIES: Record<InboxFilter, RouteInput<'conversation.list'>> = {
  all: { status: 'not_closed' },
  mine: { status: 'not_closed', assignee: 'me' },
  unassigned: { status: 'not_closed', assignee: 'nobody' },
  closed: { status: 'closed' },
};

/** The same as `QUERIES`, for a conversation at hand. */
export function matches(filter: InboxFilter, conversation: Conversation, myId: string | undefined): boolean {
  if (filter === 'closed') return conversation.status === 'closed';
  if (conversation.status === 'closed') return false;
  if (filter === 'mine') return conversation.assignee?.id === myId;
  return filter === 'all' || conversation.assignee === null;
}

/** Last active first, each once, in its newest state. */
export function merge(known: readonly Conversation[], told: readonly Conversation[]): readonly Conversation[] {
  const byId = new Map(known.map((conversation) => [conversation.id, conversation]));
  for (const conversation of told) byId.set(conversation.id, newer(byId.get(conversation.id), conversation));
  return [...byId.values()].toSorted(lastActiveFirst);
}

function lastActiveFirst(a: Conversation, b: Conversation): number {
  return Date.parse(b.lastEventAt) - Date.parse(a.lastEventAt) || (a.id < b.id ? 1 : -1);
}
