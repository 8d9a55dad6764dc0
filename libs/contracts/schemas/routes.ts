import { z } from 'zod';

import { AUDIT_ACTIONS } from '../audit.ts';
import { CONVERSATION_STATUSES, ROLES } from '../entities.ts';
import { DURATIONS, LIMITS } from '../limits.ts';
import { SCOPES } from '../policy.ts';
import type { RouteName } from '../routes.ts';
import {
  addressRange,
  apiKey,
  auditEntry,
  ban,
  banTerms,
  invitation,
  linkToken,
  newApiKey,
  newPassword,
  password,
  secondFactorCode,
  session,
  siteChange,
  siteSettings,
  ssoProvider,
  ssoSettings,
  twoFactor,
} from './access.ts';
import { commandSchemas, eventPage } from './commands.ts';
import { agent, conversation, email, name, person, receipt, seq, site, storable, timestamp, uuid } from './entities.ts';
import { logEvent } from './events.ts';

const nothing = z.strictObject({});
const none = z.void();
const health = z.object({ status: z.enum(['ok', 'draining', 'unavailable']) });

/** Query strings carry text only. */
const whole = z.union([z.int().min(0), z.string().regex(/^\d{1,10}$/, 'must be a whole number')]).transform(Number);
const count = (max: number) => whole.pipe(z.int().min(1).max(max));
const position = whole.pipe(seq);

/** Opaque: it holds the position and the filters it was made with. */
const cursor = z.string().min(1).max(512);

const accessToken = {
  accessToken: z.string().describe('Send as Authorization: Bearer'),
  expiresAt: timestamp,
};
const agentSession = z.object({ ...accessToken, agent });

const inConversation = z.strictObject({ conversationId: uuid });
const ofAgent = z.strictObject({ agentId: uuid });
const withCode = z.strictObject({ code: secondFactorCode });
const backupCodes = z.object({ backupCodes: z.array(z.string()).describe('Shown this once') });
const siteKey = z.string().regex(/^[\w.-]{1,100}$/, 'is not a site key');
const link = { url: z.string().describe('Its secret is in the fragment'), expiresAt: timestamp };

export const routeSchemas = {
  'auth.login': {
    summary: 'Sign in as an agent. Sets the refresh cookie.',
    input: z.strictObject({
      email,
      password,
      /** After `two_factor_required`. */
      code: secondFactorCode.optional(),
    }),
    output: agentSession,
  },
  'auth.refresh': {
    summary: 'Trade the refresh cookie for a new access token; the cookie rotates.',
    input: nothing,
    output: agentSession,
  },
  'auth.logout': { summary: 'End the session of the refresh cookie.', input: nothing, output: none },
  'auth.keys': {
    summary: 'The public keys of access tokens (JWKS, RFC 7517).',
    input: nothing,
    output: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  },
  'sso.start': {
    summary: 'Where an agent of this address signs in: follow the URL in the same browser.',
    input: z.strictObject({ email }),
    output: z.object({ url: z.string() }),
  },
  'sso.callback': {
    summary: 'Where the provider sends the browser back to; leads to the console.',
    // Whatever the provider sends along is for the OpenID Connect library to judge.
    input: z.looseObject({ workspaceId: uuid.optional() }),
    output: none,
  },
  'password.forgot': {
    summary: 'Send a link for a new password, if there is such an agent.',
    input: z.strictObject({ email }),
    output: none,
  },
  'password.reset': {
    summary: 'Set a new password with the secret of a link. Ends every session of the agent.',
    input: z.strictObject({ token: linkToken, password: newPassword }),
    output: none,
  },
  'password.change': {
    summary: 'Set another password. Ends the other sessions.',
    input: z.strictObject({ currentPassword: password.optional(), newPassword }),
    output: none,
  },
  'twoFactor.get': { summary: 'Whether the second factor is on.', input: nothing, output: twoFactor },
  'twoFactor.begin': {
    summary: 'A new secret for an authenticator app; in force once enabled with a code.',
    input: z.strictObject({ password: password.optional().describe('The current one, where there is one') }),
    output: z.object({ secret: z.string(), uri: z.string().describe('otpauth:, for a QR code') }),
  },
  'twoFactor.enable': { summary: 'Turn the second factor on.', input: withCode, output: backupCodes },
  'twoFactor.disable': { summary: 'Turn the second factor off.', input: withCode, output: none },
  'twoFactor.renewCodes': {
    summary: 'New backup codes instead of the old ones.',
    input: withCode,
    output: backupCodes,
  },
  'session.list': {
    summary: 'Where the agent is signed in, last used first.',
    input: nothing,
    output: z.object({ sessions: z.array(session) }),
  },
  'session.end': {
    summary: 'End one of your sessions. Its sockets close.',
    input: z.strictObject({ sessionId: uuid }),
    output: none,
  },
  'session.endOthers': { summary: 'End all of your sessions but this one.', input: nothing, output: none },
  'agent.change': {
    summary: "Change an agent's name or role. Nobody gives or takes a role above their own.",
    input: ofAgent.extend({ name: name.optional(), role: z.enum(ROLES).optional() }),
    output: agent,
  },
  'agent.remove': { summary: 'Remove an agent and end their sessions.', input: ofAgent, output: none },
  'agent.sessions': {
    summary: 'Where an agent is signed in.',
    input: ofAgent,
    output: z.object({ sessions: z.array(session) }),
  },
  'agent.endSessions': {
    summary: "End an agent's sessions: one, or all.",
    input: ofAgent.extend({ sessionId: uuid.optional() }),
    output: none,
  },
  'agent.resetPassword': {
    summary: 'A link with which the agent sets a new password, to hand over by yourself.',
    input: ofAgent,
    output: z.object(link),
  },
  'agent.disableTwoFactor': {
    summary: "Turn off an agent's second factor, when they have lost it.",
    input: ofAgent,
    output: none,
  },
  'invitation.list': {
    summary: 'Invitations that are open.',
    input: nothing,
    output: z.object({ invitations: z.array(invitation) }),
  },
  'invitation.create': {
    summary: 'Invite somebody by a link; it is mailed when mail is set up.',
    input: z.strictObject({ email, role: z.enum(ROLES) }),
    output: z.object({
      invitation,
      url: z.string().nullable().describe('Its secret is in the fragment; null for API keys'),
      isMailed: z.boolean(),
    }),
  },
  'invitation.revoke': {
    summary: 'Make the link worthless.',
    input: z.strictObject({ invitationId: uuid }),
    output: none,
  },
  'invitation.read': {
    summary: 'What an invitation is for.',
    input: z.strictObject({ token: linkToken }),
    output: z.object({ email: z.string(), workspaceName: z.string(), role: z.enum(ROLES) }),
  },
  'invitation.accept': {
    summary: 'Become an agent, and sign in. Sets the refresh cookie.',
    input: z.strictObject({ token: linkToken, name, password: newPassword }),
    output: agentSession,
  },
  'agent.me': { summary: 'The signed-in agent.', input: nothing, output: agent },
  'agent.list': {
    summary: 'The agents of the workspace, with who is online.',
    input: nothing,
    output: z.object({ agents: z.array(agent) }),
  },
  'site.welcome': {
    summary: 'What a widget has to know before there is a session. Nothing is remembered.',
    input: z.strictObject({ siteKey }),
    output: z.object({
      name: z.string(),
      isOnline: z.boolean(),
      requiresConsent: z.boolean(),
      privacyUrl: z.string().nullable(),
    }),
  },
  'visitor.session': {
    summary: 'Start or continue a visitor session on a site.',
    input: z.strictObject({
      siteKey,
      /** What an earlier answer gave this browser; unknown or expired, a new visitor is made. */
      sessionToken: z.string().min(1).max(200).optional(),
      /** A JWT with which the site vouches for its user. */
      identityToken: z.string().min(1).max(4_000).optional(),
      /** The visitor has agreed to be remembered; sites may require it (`consent_required`). */
      hasConsented: z.boolean().optional(),
      /** The origin of the page the widget is on. */
      embeddedBy: storable.max(LIMITS.originLength).optional(),
    }),
    output: z.object({
      ...accessToken,
      sessionToken: z.string().describe('Keep it: it continues this visitor'),
      visitor: person,
      site,
    }),
  },
  'visitor.endSession': {
    summary: 'End the session of this token, if there is one.',
    input: z.strictObject({ sessionToken: z.string().min(1).max(200) }),
    output: none,
  },
  'visitor.site': {
    summary: 'The site the visitor is on, and whether an agent is online.',
    input: nothing,
    output: site,
  },
  'socket.ticket': {
    summary: 'A ticket for a socket handshake, valid for 60 seconds.',
    input: nothing,
    output: z.object({
      ticket: z.string(),
      expiresAt: timestamp,
      url: z.string().nullable().describe("Origin of the sockets; null: the API's own"),
      sessionSeconds: z.int().describe('How long a socket goes without `session.refresh`'),
    }),
  },
  'conversation.create': {
    summary: 'Open a conversation. Sending the same clientId again answers with the first one.',
    input: z.strictObject({ clientId: uuid.describe('Or as the header Idempotency-Key') }),
    output: conversation,
  },
  'conversation.list': {
    summary: 'Conversations, last active first: of the workspace for agents, their own for visitors.',
    input: z.strictObject({
      status: z.enum([...CONVERSATION_STATUSES, 'not_closed']).optional(),
      assignee: z.union([uuid, z.enum(['me', 'nobody'])]).optional(),
      cursor: cursor.optional(),
      limit: count(LIMITS.listPageMax).default(LIMITS.listPage),
    }),
    output: z.object({ conversations: z.array(conversation), nextCursor: z.string().nullable() }),
  },
  'conversation.get': { summary: 'One conversation.', input: inConversation, output: conversation },
  'conversation.events': {
    summary: 'Events after a seq (optionally waiting for one: long poll), before a seq, or the newest.',
    input: inConversation
      .extend({
        after: position.optional(),
        before: position.optional(),
        limit: count(LIMITS.eventsPerPage).default(LIMITS.newestEvents),
        /** With `after`: seconds to wait for the first event. */
        wait: whole.pipe(z.int().max(DURATIONS.longPoll)).default(0),
      })
      .refine(
        (input) => input.after === undefined || input.before === undefined,
        'after and before exclude each other',
      ),
    output: eventPage.extend({ conversation, receipts: z.array(receipt) }),
  },
  'conversation.transcript': {
    summary: 'The transcript as JSON, in pages from the start.',
    input: inConversation.extend({
      cursor: cursor.optional(),
      limit: count(LIMITS.eventsPerPage).default(LIMITS.eventsPerPage),
    }),
    output: z.object({ conversation, events: z.array(logEvent), nextCursor: z.string().nullable() }),
  },
  'conversation.assign': { summary: 'Assign to an agent, or to nobody.', ...commandSchemas['conversation.assign'] },
  'conversation.close': { summary: 'Close the conversation.', ...commandSchemas['conversation.close'] },
  'conversation.reopen': { summary: 'Reopen a closed conversation.', ...commandSchemas['conversation.reopen'] },
  'message.send': {
    summary: 'Send a message. Answered after it is stored; safe to repeat with the same clientId.',
    ...commandSchemas['message.send'],
  },
  'note.add': { summary: 'Add a note that agents alone can see.', ...commandSchemas['note.add'] },
  typing: { summary: 'Tell the others that you are typing.', input: commandSchemas.typing.input, output: none },
  receipt: { summary: 'Raise your delivered or read watermark.', input: commandSchemas.receipt.input, output: none },
  'site.list': {
    summary: 'The sites of the workspace.',
    input: nothing,
    output: z.object({ sites: z.array(siteSettings) }),
  },
  'site.create': {
    summary: 'Add a website.',
    input: z
      .strictObject({ ...siteChange })
      .partial()
      .required({ name: true }),
    output: siteSettings,
  },
  'site.change': {
    summary: 'Change a site. Sockets from an origin that is no longer allowed close.',
    input: z
      .strictObject({ ...siteChange })
      .partial()
      .extend({ siteId: uuid }),
    output: siteSettings,
  },
  'site.renewSecret': {
    summary: "A new secret to sign visitors' identities with; the one before ends at once.",
    input: z.strictObject({ siteId: uuid }),
    output: z.object({ secret: z.string().describe('Shown this once') }),
  },
  'visitor.ban': {
    summary: 'Shut a visitor out. Their sockets close.',
    input: z.strictObject({ visitorId: uuid, includesAddress: z.boolean().default(false), ...banTerms }),
    output: z.object({ bans: z.array(ban) }),
  },
  'ban.list': { summary: 'Bans in force.', input: nothing, output: z.object({ bans: z.array(ban) }) },
  'ban.create': {
    summary: 'Shut addresses out, for visitors.',
    input: z.strictObject({ address: addressRange, ...banTerms }),
    output: ban,
  },
  'ban.lift': { summary: 'Lift a ban.', input: z.strictObject({ banId: uuid }), output: none },
  'apiKey.list': {
    summary: 'API keys that are in force.',
    input: nothing,
    output: z.object({ apiKeys: z.array(apiKey) }),
  },
  'apiKey.create': {
    summary: 'A new API key. The answer is the only place where its secret stands.',
    input: z.strictObject({
      name,
      scopes: z.array(z.enum(SCOPES)).min(1),
      /** Left out: it does not expire. */
      expiresInDays: z.int().min(1).max(3_650).optional(),
    }),
    output: newApiKey,
  },
  'apiKey.rotate': {
    summary: 'A key like this one; the old one goes on for a while, so that nothing stops.',
    input: z.strictObject({ apiKeyId: uuid, overlapHours: z.int().min(0).max(720).default(24) }),
    output: newApiKey,
  },
  'apiKey.revoke': { summary: 'End an API key at once.', input: z.strictObject({ apiKeyId: uuid }), output: none },
  'sso.get': {
    summary: 'The single sign-on of the workspace.',
    input: nothing,
    output: z.object({ provider: ssoProvider.nullable(), redirectUrl: z.string() }),
  },
  'sso.set': {
    summary: 'Set up or change single sign-on (OpenID Connect). The provider is asked before it is kept.',
    input: z.strictObject(ssoSettings),
    output: ssoProvider,
  },
  'sso.remove': { summary: 'Turn single sign-on off.', input: nothing, output: none },
  'audit.list': {
    summary: 'What changed access or settings, newest first.',
    input: z.strictObject({
      action: z.enum(AUDIT_ACTIONS).optional(),
      actorId: uuid.optional(),
      cursor: cursor.optional(),
      limit: count(LIMITS.listPageMax).default(LIMITS.listPage),
    }),
    output: z.object({ entries: z.array(auditEntry), nextCursor: z.string().nullable() }),
  },
  'health.live': { summary: 'The process runs.', input: nothing, output: health },
  'health.ready': {
    summary: 'The process can serve: its database answers and it is not draining.',
    input: nothing,
    output: health,
  },
  openapi: { summary: 'This description.', input: nothing, output: z.record(z.string(), z.unknown()) },
} as const satisfies Record<RouteName, { summary: string; input: z.ZodType; output: z.ZodType }>;
