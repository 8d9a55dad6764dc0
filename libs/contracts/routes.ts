export interface Route {
  method: 'GET' | 'POST';
  /** `:name` marks a path parameter; it is a field of the route's input like any other. */
  path: string;
  /** Needs no token; `POLICY` says the same, and a test keeps them together. */
  isOpen?: true;
  status: 200 | 201 | 204 | 302;
}

/**
 * The routes a visitor's client needs. Summary and schemas of input (path, query and body merged) and output of every route
 * stand under the same name in `schemas/routes.ts`, who may call it in `policy.ts`; a route named like a command does the same
 * thing with the same input.
 */
export const VISITOR_ROUTES = {
  'site.welcome': { method: 'GET', path: '/v1/welcome/:siteKey', isOpen: true, status: 200 },
  'visitor.session': { method: 'POST', path: '/v1/visitor-sessions', isOpen: true, status: 200 },
  'visitor.endSession': { method: 'POST', path: '/v1/visitor-sessions/end', isOpen: true, status: 204 },
  'visitor.site': { method: 'GET', path: '/v1/visitor/site', status: 200 },
  'socket.ticket': { method: 'POST', path: '/v1/socket-tickets', status: 201 },
  'conversation.create': { method: 'POST', path: '/v1/conversations', status: 201 },
  'conversation.list': { method: 'GET', path: '/v1/conversations', status: 200 },
  'conversation.get': { method: 'GET', path: '/v1/conversations/:conversationId', status: 200 },
  'conversation.events': { method: 'GET', path: '/v1/conversations/:conversationId/events', status: 200 },
  'conversation.transcript': { method: 'GET', path: '/v1/conversations/:conversationId/transcript', status: 200 },
  'message.send': { method: 'POST', path: '/v1/conversations/:conversationId/messages', status: 201 },
  typing: { method: 'POST', path: '/v1/conversations/:conversationId/typing', status: 204 },
  receipt: { method: 'POST', path: '/v1/conversations/:conversationId/receipts', status: 204 },
} as const satisfies Record<string, Route>;

/** Every REST route. */
export const ROUTES = {
  ...VISITOR_ROUTES,
  'conversation.assign': { method: 'POST', path: '/v1/conversations/:conversationId/assign', status: 200 },
  'conversation.close': { method: 'POST', path: '/v1/conversations/:conversationId/close', status: 200 },
  'conversation.reopen': { method: 'POST', path: '/v1/conversations/:conversationId/reopen', status: 200 },
  'note.add': { method: 'POST', path: '/v1/conversations/:conversationId/notes', status: 201 },

  'auth.login': { method: 'POST', path: '/v1/auth/login', isOpen: true, status: 200 },
  'auth.refresh': { method: 'POST', path: '/v1/auth/refresh', isOpen: true, status: 200 },
  'auth.logout': { method: 'POST', path: '/v1/auth/logout', isOpen: true, status: 204 },
  'auth.keys': { method: 'GET', path: '/.well-known/jwks.json', isOpen: true, status: 200 },
  'sso.start': { method: 'POST', path: '/v1/auth/sso', isOpen: true, status: 200 },
  'sso.callback': { method: 'GET', path: '/v1/auth/sso/callback/:workspaceId', isOpen: true, status: 302 },
  'password.forgot': { method: 'POST', path: '/v1/auth/password-resets', isOpen: true, status: 204 },
  'password.reset': { method: 'POST', path: '/v1/auth/password-resets/redeem', isOpen: true, status: 204 },

  'agent.me': { method: 'GET', path: '/v1/agents/me', status: 200 },
  'password.change': { method: 'POST', path: '/v1/agents/me/password', status: 204 },
  'twoFactor.get': { method: 'GET', path: '/v1/agents/me/two-factor', status: 200 },
  'twoFactor.begin': { method: 'POST', path: '/v1/agents/me/two-factor/begin', status: 200 },
  'twoFactor.enable': { method: 'POST', path: '/v1/agents/me/two-factor/enable', status: 200 },
  'twoFactor.disable': { method: 'POST', path: '/v1/agents/me/two-factor/disable', status: 204 },
  'twoFactor.renewCodes': { method: 'POST', path: '/v1/agents/me/two-factor/backup-codes', status: 200 },
  'session.list': { method: 'GET', path: '/v1/agents/me/sessions', status: 200 },
  'session.end': { method: 'POST', path: '/v1/agents/me/sessions/:sessionId/end', status: 204 },
  'session.endOthers': { method: 'POST', path: '/v1/agents/me/sessions/end-others', status: 204 },

  'agent.list': { method: 'GET', path: '/v1/agents', status: 200 },
  'agent.change': { method: 'POST', path: '/v1/agents/:agentId', status: 200 },
  'agent.remove': { method: 'POST', path: '/v1/agents/:agentId/remove', status: 204 },
  'agent.sessions': { method: 'GET', path: '/v1/agents/:agentId/sessions', status: 200 },
  'agent.endSessions': { method: 'POST', path: '/v1/agents/:agentId/sessions/end', status: 204 },
  'agent.resetPassword': { method: 'POST', path: '/v1/agents/:agentId/password-reset', status: 200 },
  'agent.disableTwoFactor': { method: 'POST', path: '/v1/agents/:agentId/two-factor/disable', status: 204 },
  'invitation.list': { method: 'GET', path: '/v1/invitations', status: 200 },
  'invitation.create': { method: 'POST', path: '/v1/invitations', status: 201 },
  'invitation.revoke': { method: 'POST', path: '/v1/invitations/:invitationId/revoke', status: 204 },
  'invitation.read': { method: 'POST', path: '/v1/invitations/read', isOpen: true, status: 200 },
  'invitation.accept': { method: 'POST', path: '/v1/invitations/accept', isOpen: true, status: 200 },

  'site.list': { method: 'GET', path: '/v1/sites', status: 200 },
  'site.create': { method: 'POST', path: '/v1/sites', status: 201 },
  'site.change': { method: 'POST', path: '/v1/sites/:siteId', status: 200 },
  'site.renewSecret': { method: 'POST', path: '/v1/sites/:siteId/identity-secret', status: 200 },
  'visitor.ban': { method: 'POST', path: '/v1/visitors/:visitorId/ban', status: 201 },
  'ban.list': { method: 'GET', path: '/v1/bans', status: 200 },
  'ban.create': { method: 'POST', path: '/v1/bans', status: 201 },
  'ban.lift': { method: 'POST', path: '/v1/bans/:banId/lift', status: 204 },

  'apiKey.list': { method: 'GET', path: '/v1/api-keys', status: 200 },
  'apiKey.create': { method: 'POST', path: '/v1/api-keys', status: 201 },
  'apiKey.rotate': { method: 'POST', path: '/v1/api-keys/:apiKeyId/rotate', status: 201 },
  'apiKey.revoke': { method: 'POST', path: '/v1/api-keys/:apiKeyId/revoke', status: 204 },
  'sso.get': { method: 'GET', path: '/v1/sso', status: 200 },
  'sso.set': { method: 'POST', path: '/v1/sso', status: 200 },
  'sso.remove': { method: 'POST', path: '/v1/sso/remove', status: 204 },
  'audit.list': { method: 'GET', path: '/v1/audit-entries', status: 200 },

  'health.live': { method: 'GET', path: '/health/live', isOpen: true, status: 200 },
  'health.ready': { method: 'GET', path: '/health/ready', isOpen: true, status: 200 },
  openapi: { method: 'GET', path: '/v1/openapi.json', isOpen: true, status: 200 },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
