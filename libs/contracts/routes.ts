import type { ActorKind } from './entities.ts';

export interface Route {
  method: 'GET' | 'POST';
  /** `:name` marks a path parameter; it is a field of the route's input like any other. */
  path: string;
  /** Who may call it; `anyone` needs no token. */
  actors: readonly ActorKind[] | 'anyone';
  status: 200 | 201 | 204;
}

const BOTH = ['visitor', 'agent'] as const;
const AGENT = ['agent'] as const;
const VISITOR = ['visitor'] as const;

/**
 * Every REST route. Its summary and the schemas of its input (path, query and body merged) and output stand under the
 * same name in `schemas/routes.ts`; a route named like a command does the same thing with the same input.
 */
export const ROUTES = {
  'auth.login': { method: 'POST', path: '/v1/auth/login', actors: 'anyone', status: 200 },
  'auth.refresh': { method: 'POST', path: '/v1/auth/refresh', actors: 'anyone', status: 200 },
  'auth.logout': { method: 'POST', path: '/v1/auth/logout', actors: 'anyone', status: 204 },
  'agent.me': { method: 'GET', path: '/v1/agents/me', actors: AGENT, status: 200 },
  'agent.list': { method: 'GET', path: '/v1/agents', actors: AGENT, status: 200 },
  'visitor.session': { method: 'POST', path: '/v1/visitor-sessions', actors: 'anyone', status: 200 },
  'visitor.site': { method: 'GET', path: '/v1/visitor/site', actors: VISITOR, status: 200 },
  'socket.ticket': { method: 'POST', path: '/v1/socket-tickets', actors: BOTH, status: 201 },
  'conversation.create': { method: 'POST', path: '/v1/conversations', actors: VISITOR, status: 201 },
  'conversation.list': { method: 'GET', path: '/v1/conversations', actors: BOTH, status: 200 },
  'conversation.get': { method: 'GET', path: '/v1/conversations/:conversationId', actors: BOTH, status: 200 },
  'conversation.events': { method: 'GET', path: '/v1/conversations/:conversationId/events', actors: BOTH, status: 200 },
  'conversation.transcript': {
    method: 'GET',
    path: '/v1/conversations/:conversationId/transcript',
    actors: BOTH,
    status: 200,
  },
  'conversation.assign': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/assign',
    actors: AGENT,
    status: 200,
  },
  'conversation.close': { method: 'POST', path: '/v1/conversations/:conversationId/close', actors: AGENT, status: 200 },
  'conversation.reopen': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/reopen',
    actors: AGENT,
    status: 200,
  },
  'message.send': { method: 'POST', path: '/v1/conversations/:conversationId/messages', actors: BOTH, status: 201 },
  'note.add': { method: 'POST', path: '/v1/conversations/:conversationId/notes', actors: AGENT, status: 201 },
  typing: { method: 'POST', path: '/v1/conversations/:conversationId/typing', actors: BOTH, status: 204 },
  receipt: { method: 'POST', path: '/v1/conversations/:conversationId/receipts', actors: BOTH, status: 204 },
  'health.live': { method: 'GET', path: '/health/live', actors: 'anyone', status: 200 },
  'health.ready': { method: 'GET', path: '/health/ready', actors: 'anyone', status: 200 },
  openapi: { method: 'GET', path: '/v1/openapi.json', actors: 'anyone', status: 200 },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
