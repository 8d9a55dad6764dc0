import type { Audience } from './entities.ts';

/** The entries of a conversation's log, and who may see each. The name is the same in the table, on the wire and in a transcript. */
export const LOG_EVENTS = {
  'message.created': 'public',
  'note.added': 'agents',
  'conversation.assigned': 'public',
  'conversation.closed': 'public',
  'conversation.reopened': 'public',
} as const satisfies Record<string, Audience>;

export type LogEventType = keyof typeof LOG_EVENTS;
export const LOG_EVENT_TYPES = Object.keys(LOG_EVENTS) as LogEventType[];

/** What the server tells sockets besides the log. Nothing here is stored; each may be lost. */
export const SIGNALS = [
  'typing.changed',
  'receipt.updated',
  'inbox.updated',
  'inbox.stale',
  'connection.closing',
] as const;
export type SignalName = (typeof SIGNALS)[number];

/** Why the server ends a connection, and what the client should do about it. */
export const DISCONNECTS = {
  draining: { reconnect: 'yes', message: 'The instance is shutting down.' },
  slow_reader: { reconnect: 'yes', message: 'The connection did not keep up; it can resume.' },
  token_expired: { reconnect: 'with_new_token', message: 'The connection was not refreshed in time.' },
  access_changed: { reconnect: 'with_new_token', message: 'What you may do has changed.' },
  session_ended: { reconnect: 'no', message: 'The session has ended.' },
  banned: { reconnect: 'no', message: 'You have been shut out of this chat.' },
  origin_not_allowed: { reconnect: 'no', message: 'The website is no longer allowed.' },
  too_many_connections: { reconnect: 'no', message: 'A newer connection of yours took the place of this one.' },
  flooding: { reconnect: 'no', message: 'The connection ignored the limits.' },
} as const satisfies Record<string, { reconnect: 'yes' | 'with_new_token' | 'no'; message: string }>;

export type DisconnectReason = keyof typeof DISCONNECTS;
