import { z } from 'zod';

import { CONVERSATION_STATUSES } from '../entities.ts';
import { DURATIONS, LIMITS } from '../limits.ts';
import type { RouteName } from '../routes.ts';
import { commandSchemas, eventPage } from './commands.ts';
import { agent, conversation, email, person, receipt, seq, site, timestamp, uuid } from './entities.ts';
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

export const routeSchemas = {
  'auth.login': {
    summary: 'Sign in as an agent. Sets the refresh cookie.',
    input: z.strictObject({ email, password: z.string().min(1).max(200) }),
    output: agentSession,
  },
  'auth.refresh': {
    summary: 'Trade the refresh cookie for a new access token; the cookie rotates.',
    input: nothing,
    output: agentSession,
  },
  'auth.logout': { summary: 'End the session of the refresh cookie.', input: nothing, output: none },
  'agent.me': { summary: 'The signed-in agent.', input: nothing, output: agent },
  'agent.list': {
    summary: 'The agents of the workspace, with who is online.',
    input: nothing,
    output: z.object({ agents: z.array(agent) }),
  },
  'visitor.session': {
    summary: 'Start or continue a visitor session on a site.',
    input: z.strictObject({
      siteKey: z.string().regex(/^[\w.-]{1,100}$/, 'is not a site key'),
      /** What an earlier answer gave this browser; unknown or expired, a new visitor is made. */
      sessionToken: z.string().min(1).max(200).optional(),
    }),
    output: z.object({
      ...accessToken,
      sessionToken: z.string().describe('Keep it: it continues this visitor'),
      visitor: person,
      site,
    }),
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
  'health.live': { summary: 'The process runs.', input: nothing, output: health },
  'health.ready': {
    summary: 'The process can serve: its database answers and it is not draining.',
    input: nothing,
    output: health,
  },
  openapi: { summary: 'This description.', input: nothing, output: z.record(z.string(), z.unknown()) },
} as const satisfies Record<RouteName, { summary: string; input: z.ZodType; output: z.ZodType }>;
