import type { ActorKind } from './entities.ts';

export interface Route {
  method: 'GET' | 'POST';
  /** `:name` marks a path parameter; it is a field of the route's input like any other. */
  path: string;
  /** Who may call it; `anyone` needs no token. */
  actors: readonly ActorKind[] | 'anyone';
  status: 200 | 201 | 204;
  summary: string;
}

const BOTH = ['visitor', 'agent'] as const;
const AGENT = ['agent'] as const;
const VISITOR = ['visitor'] as const;

/**
 * Every REST route. The input (path, query and body merged) and the output have a schema of the same name in
 * `schemas/routes.ts`; a route named like a command does the same thing with the same input.
 */
export const ROUTES = {
  'auth.login': {
    method: 'POST',
    path: '/v1/auth/login',
    actors: 'anyone',
    status: 200,
    summary: 'Sign in as an agent. Sets the refresh cookie.',
  },
  'auth.refresh': {
    method: 'POST',
    path: '/v1/auth/refresh',
    actors: 'anyone',
    status: 200,
    summary: 'Trade the refresh cookie for a new access token; the cookie rotates.',
  },
  'auth.logout': {
    method: 'POST',
    path: '/v1/auth/logout',
    actors: 'anyone',
    status: 204,
    summary: 'End the session of the refresh cookie.',
  },
  'agent.me': { method: 'GET', path: '/v1/agents/me', actors: AGENT, status: 200, summary: 'The signed-in agent.' },
  'agent.list': {
    method: 'GET',
    path: '/v1/agents',
    actors: AGENT,
    status: 200,
    summary: 'The agents of the workspace, with who is online.',
  },
  'visitor.session': {
    method: 'POST',
    path: '/v1/visitor-sessions',
    actors: 'anyone',
    status: 200,
    summary: 'Start or continue a visitor session on a site.',
  },
  'visitor.site': {
    method: 'GET',
    path: '/v1/visitor/site',
    actors: VISITOR,
    status: 200,
    summary: 'The site the visitor is on, and whether an agent is online.',
  },
  'socket.ticket': {
    method: 'POST',
    path: '/v1/socket-tickets',
    actors: BOTH,
    status: 201,
    summary: 'A ticket for one socket handshake, valid for 60 seconds.',
  },
  'conversation.create': {
    method: 'POST',
    path: '/v1/conversations',
    actors: VISITOR,
    status: 201,
    summary: 'Open a conversation. Sending the same clientId again answers with the first one.',
  },
  'conversation.list': {
    method: 'GET',
    path: '/v1/conversations',
    actors: BOTH,
    status: 200,
    summary: 'Conversations, last active first: of the workspace for agents, their own for visitors.',
  },
  'conversation.get': {
    method: 'GET',
    path: '/v1/conversations/:conversationId',
    actors: BOTH,
    status: 200,
    summary: 'One conversation.',
  },
  'conversation.events': {
    method: 'GET',
    path: '/v1/conversations/:conversationId/events',
    actors: BOTH,
    status: 200,
    summary: 'Events after a seq (optionally waiting for one: long poll), before a seq, or the newest.',
  },
  'conversation.transcript': {
    method: 'GET',
    path: '/v1/conversations/:conversationId/transcript',
    actors: BOTH,
    status: 200,
    summary: 'The transcript as JSON, in pages from the start.',
  },
  'conversation.assign': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/assign',
    actors: AGENT,
    status: 200,
    summary: 'Assign to an agent, or to nobody.',
  },
  'conversation.close': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/close',
    actors: AGENT,
    status: 200,
    summary: 'Close the conversation.',
  },
  'conversation.reopen': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/reopen',
    actors: AGENT,
    status: 200,
    summary: 'Reopen a closed conversation.',
  },
  'message.send': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/messages',
    actors: BOTH,
    status: 201,
    summary: 'Send a message. Answered after it is stored; safe to repeat with the same clientId.',
  },
  'note.add': {
    method: 'POST',
    path: '/v1/conversations/:conversationId/notes',
    actors: AGENT,
    status: 201,
    summary: 'Add a note that agents alone can see.',
  },
  typing: {
    method: 'POST',
    path: '/v1/conversations/:conversationId/typing',
    actors: BOTH,
    status: 204,
    summary: 'Tell the others that you are typing.',
  },
  receipt: {
    method: 'POST',
    path: '/v1/conversations/:conversationId/receipts',
    actors: BOTH,
    status: 204,
    summary: 'Raise your delivered or read watermark.',
  },
  'health.live': { method: 'GET', path: '/health/live', actors: 'anyone', status: 200, summary: 'The process runs.' },
  'health.ready': {
    method: 'GET',
    path: '/health/ready',
    actors: 'anyone',
    status: 200,
    summary: 'The process can serve: its database answers and it is not draining.',
  },
  openapi: { method: 'GET', path: '/v1/openapi.json', actors: 'anyone', status: 200, summary: 'This description.' },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
