import { z } from 'zod';

import type { LogEventType, SignalName } from '../events.ts';
import { DISCONNECTS } from '../events.ts';
import type { DisconnectReason } from '../events.ts';
import { actor, conversation, person, receipt, seq, timestamp, uuid } from './entities.ts';

/** What every entry of the log carries; `(conversationId, seq)` is its identity. `prevSeq` is the seq before it for the reader's audience: a reader whose last seq is another has a gap. */
const entry = z.object({
  conversationId: uuid,
  seq,
  prevSeq: seq,
  clientId: uuid,
  actor,
  at: timestamp,
});

export const logEventSchemas = {
  'message.created': entry.extend({ type: z.literal('message.created'), text: z.string() }),
  'note.added': entry.extend({ type: z.literal('note.added'), text: z.string() }),
  'conversation.assigned': entry.extend({ type: z.literal('conversation.assigned'), assignee: person.nullable() }),
  'conversation.closed': entry.extend({ type: z.literal('conversation.closed'), reason: z.enum(['agent', 'idle']) }),
  'conversation.reopened': entry.extend({ type: z.literal('conversation.reopened') }),
} as const satisfies Record<LogEventType, z.ZodType>;

export const logEvent = z.discriminatedUnion('type', [
  logEventSchemas['message.created'],
  logEventSchemas['note.added'],
  logEventSchemas['conversation.assigned'],
  logEventSchemas['conversation.closed'],
  logEventSchemas['conversation.reopened'],
]);

export const signalSchemas = {
  'typing.changed': z.object({ conversationId: uuid, actor, isTyping: z.boolean() }),
  'receipt.updated': receipt.extend({ conversationId: uuid }),
  /** The newest state of conversations that changed, conflated: at most a few times a second. */
  'inbox.updated': z.object({ conversations: z.array(conversation) }),
  /** News may have been missed: fetch the list again. */
  'inbox.stale': z.object({}),
  /** The last thing a socket hears before the server ends it. `afterMs` is when to come back. */
  'connection.closing': z.object({
    reason: z.enum(Object.keys(DISCONNECTS) as [DisconnectReason, ...DisconnectReason[]]),
    afterMs: z.int().min(0),
  }),
} as const satisfies Record<SignalName, z.ZodType>;

/** Everything the server emits, by name. */
export const eventSchemas = { ...logEventSchemas, ...signalSchemas };
