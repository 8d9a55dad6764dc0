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
const count = (max: number) => z.coerce.number().int().min(1).max(max);
const position = z.coerce.number().pipe(seq);

/** Opaque: it holds the position and the filters it was made with. */
const cursor = z.string().min(1).max(512);

const accessToken = {
  accessToken: z.string().describe('Send as Authorization: Bearer'),
  expiresAt: timestamp,
};
const agentSession = z.object({ ...accessToken, agent });

const inConversation = z.strictObject({ conversationId: uuid });

export const routeSchemas = {
  'auth.login': { input: z.strictObject({ email, password: z.string().min(1).max(200) }), output: agentSession },
  'auth.refresh': { input: nothing, output: agentSession },
  'auth.logout': { input: nothing, output: none },
  'agent.me': { input: nothing, output: agent },
  'agent.list': { input: nothing, output: z.object({ agents: z.array(agent) }) },
  'visitor.session': {
    input: z.strictObject({
      siteKey: z.string().min(1).max(100),
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
  'visitor.site': { input: nothing, output: site },
  'socket.ticket': {
    input: nothing,
    output: z.object({
      ticket: z.string(),
      expiresAt: timestamp,
      url: z.string().nullable().describe("Origin of the sockets; null: the API's own"),
    }),
  },
  'conversation.create': {
    input: z.strictObject({ clientId: uuid.describe('Or as the header Idempotency-Key') }),
    output: conversation,
  },
  'conversation.list': {
    input: z.strictObject({
      status: z.enum([...CONVERSATION_STATUSES, 'not_closed']).optional(),
      assignee: z.union([uuid, z.enum(['me', 'nobody'])]).optional(),
      cursor: cursor.optional(),
      limit: count(LIMITS.listPageMax).default(LIMITS.listPage),
    }),
    output: z.object({ conversations: z.array(conversation), nextCursor: z.string().nullable() }),
  },
  'conversation.get': { input: inConversation, output: conversation },
  'conversation.events': {
    input: inConversation
      .extend({
        after: position.optional(),
        before: position.optional(),
        limit: count(LIMITS.eventsPerPage).default(LIMITS.newestEvents),
        /** With `after`: seconds to wait for the first event. */
        wait: z.coerce.number().int().min(0).max(DURATIONS.longPoll).default(0),
      })
      .refine(
        (input) => input.after === undefined || input.before === undefined,
        'after and before exclude each other',
      ),
    output: eventPage.extend({ conversation, receipts: z.array(receipt) }),
  },
  'conversation.transcript': {
    input: inConversation.extend({
      cursor: cursor.optional(),
      limit: count(LIMITS.eventsPerPage).default(LIMITS.eventsPerPage),
    }),
    output: z.object({ conversation, events: z.array(logEvent), nextCursor: z.string().nullable() }),
  },
  'conversation.assign': commandSchemas['conversation.assign'],
  'conversation.close': commandSchemas['conversation.close'],
  'conversation.reopen': commandSchemas['conversation.reopen'],
  'message.send': commandSchemas['message.send'],
  'note.add': commandSchemas['note.add'],
  typing: { input: commandSchemas.typing.input, output: none },
  receipt: { input: commandSchemas.receipt.input, output: none },
  'health.live': { input: nothing, output: health },
  'health.ready': { input: nothing, output: health },
  openapi: { input: nothing, output: z.record(z.string(), z.unknown()) },
} as const satisfies Record<RouteName, { input: z.ZodType; output: z.ZodType }>;
