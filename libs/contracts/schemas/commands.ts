import { z } from 'zod';

import type { CommandName } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import { conversation, receipt, seq, text, timestamp, uuid } from './entities.ts';
import { logEvent } from './events.ts';

const inConversation = z.strictObject({ conversationId: uuid });
const empty = z.object({});

/**
 * The answer to everything that appends to the log, given after commit. The same `clientId` gets the same answer, on any
 * instance, at any time. `prevSeq` is for the audience of the one who asked.
 */
export const appended = z.object({ seq, prevSeq: seq, at: timestamp });

/** A page of the log for one reader. `head` is the newest seq the reader may see; `hasMore` says that the page does not reach it. */
export const eventPage = z.object({
  /** Changes when the log may have been rewritten (a restored backup): drop what you have and read anew. */
  epoch: uuid,
  events: z.array(logEvent),
  head: seq,
  hasMore: z.boolean(),
});

const resumed = z.discriminatedUnion('ok', [
  eventPage.omit({ epoch: true }).extend({
    ok: z.literal(true),
    conversationId: uuid,
    conversation,
    receipts: z.array(receipt),
    /** The socket now hears this conversation. False only while `hasMore`: resume again after the last event. */
    isLive: z.boolean(),
  }),
  z.object({ ok: z.literal(false), conversationId: uuid, code: z.enum(['not_found']) }),
]);

export const commandSchemas = {
  'session.refresh': {
    input: z.strictObject({ ticket: z.string().min(1).max(4_000) }),
    /** Until when the socket is trusted now. */
    output: z.object({ expiresAt: timestamp }),
  },
  resume: {
    input: z.strictObject({
      /** The epoch of the reader's cursors; with another one `after` is ignored and the newest page is sent. */
      epoch: uuid.optional(),
      conversations: z
        .array(
          z.strictObject({
            conversationId: uuid,
            /** The reader's last seq; left out, the newest page is sent. */
            after: seq.optional(),
          }),
        )
        .min(1)
        .max(LIMITS.conversationsPerSocket),
    }),
    output: z.object({ epoch: uuid, conversations: z.array(resumed) }),
  },
  'conversation.leave': { input: inConversation, output: empty },
  'message.send': { input: inConversation.extend({ clientId: uuid, text }), output: appended },
  'note.add': { input: inConversation.extend({ clientId: uuid, text }), output: appended },
  typing: { input: inConversation.extend({ isTyping: z.boolean() }), output: empty },
  receipt: { input: inConversation.extend({ delivered: seq.optional(), read: seq.optional() }), output: empty },
  'conversation.assign': {
    input: inConversation.extend({ clientId: uuid, assigneeId: uuid.nullable() }),
    output: appended,
  },
  'conversation.close': { input: inConversation.extend({ clientId: uuid }), output: appended },
  'conversation.reopen': { input: inConversation.extend({ clientId: uuid }), output: appended },
} as const satisfies Record<CommandName, { input: z.ZodType; output: z.ZodType }>;
