import type { Appended } from '#contracts';

import type { AgentConversationView, ConversationView } from '../api.ts';
import { lastSeq } from '../core/timeline.ts';
import { asCallError } from '../errors.ts';
import { randomId } from '../random-id.ts';
import type { Chat } from './chat.ts';
import { isNew } from './keys.ts';
import type { Thread } from './thread.ts';
import { TypingSender } from './typing-sender.ts';

const ATTEMPTS = 3;
/** Somebody has pressed a button: rather than wait longer, they are told. */
const PATIENCE_MS = 5_000;

export function openView(chat: Chat, key: string): ConversationView {
  return viewOf(chat, chat.open(key));
}

export function openAgentView(chat: Chat, conversationId: string): AgentConversationView {
  const thread = chat.open(conversationId);
  const command = chat.connection.command.bind(chat.connection);
  return {
    ...viewOf(chat, thread),
    addNote: (text) => chat.outbox.add(conversationId, 'note', text),
    assign: (assigneeId) =>
      act(chat, thread, (clientId) => command('conversation.assign', { conversationId, clientId, assigneeId })),
    close: () => act(chat, thread, (clientId) => command('conversation.close', { conversationId, clientId })),
    reopen: () => act(chat, thread, (clientId) => command('conversation.reopen', { conversationId, clientId })),
  };
}

function viewOf(chat: Chat, thread: Thread): ConversationView {
  const typing = new TypingSender((isTyping) => tellTyping(chat, thread, isTyping));
  let release = () => chat.release(thread);
  return {
    get: thread.state.get,
    subscribe: thread.state.subscribe,
    send: (text) => {
      chat.outbox.add(thread.key, 'message', text);
      // The notice that it began may reach somebody after the message, and would then stand until it expires.
      typing.set(false);
    },
    retry: (clientId) => chat.outbox.retry(thread.key, clientId),
    discard: (clientId) => chat.outbox.discard(thread.key, clientId),
    loadOlder: once(() => chat.loadOlder(thread)),
    setTyping: (isTyping) => typing.set(isTyping),
    markRead: () => chat.receipts.raise(thread, { read: lastSeq(thread.timeline) }),
    release: () => {
      release();
      release = () => undefined;
    },
  };
}

/** Volatile: where no way leads to the server, nobody has to know. */
function tellTyping(chat: Chat, thread: Thread, isTyping: boolean): void {
  if (isNew(thread.key) || !chat.connection.carrier.get()) return;
  chat.connection.command('typing', { conversationId: thread.key, isTyping }).catch(() => undefined);
}

/** Gives an order, with the same `clientId` again when the answer is lost; its event and the new state are fetched with the log. */
async function act(chat: Chat, thread: Thread, order: (clientId: string) => Promise<Appended>): Promise<void> {
  const clientId = randomId();
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { seq } = await order(clientId);
      if (seq > lastSeq(thread.timeline)) chat.catchUp(thread);
      return;
    } catch (cause) {
      const error = asCallError(cause);
      const isLong = error.retryAfterMs > PATIENCE_MS;
      if (!error.isTemporary || isLong || attempt === ATTEMPTS - 1) throw error;
      await chat.alarm.pause(attempt, error.retryAfterMs, () => true);
    }
  }
}

/** Calls that overlap share one result. */
function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= action().finally(() => {
      running = null;
    });
    return running;
  };
}
