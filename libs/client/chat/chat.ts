import type { Actor, Appended, Conversation, EventPayload, LogEvent } from '#contracts';
import { LIMITS, LOG_EVENTS } from '#contracts';

import { Alarm } from '../alarm.ts';
import type { OutboxItem } from '../api.ts';
import { hasOlder } from '../core/timeline.ts';
import type { CallError } from '../errors.ts';
import type { Access } from '../net/access.ts';
import { Connection } from '../net/connection.ts';
import { Follower } from './follower.ts';
import { creationId, isNew } from './keys.ts';
import { Outbox } from './outbox.ts';
import { ownEvent } from './own-event.ts';
import { Poller } from './poller.ts';
import { ReceiptSender } from './receipt-sender.ts';
import { Sender } from './sender.ts';
import { Thread } from './thread.ts';

export interface ChatOptions {
  socketUrl: (named: string | null) => string;
  access: Access;
  me: () => Actor | null;
  /** What concerns no single conversation. */
  onSignal: (name: string, payload: unknown) => void;
  onRefused: (error: CallError) => void;
}

/** The conversations of one person: what is followed, what is unsent, and the connection that serves both. */
export class Chat {
  readonly alarm = new Alarm();
  readonly access: Access;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly receipts: ReceiptSender;
  readonly #options: ChatOptions;
  readonly #threads = new Map<string, Thread>();
  readonly #views = new Map<Thread, number>();
  readonly #follower: Follower;
  readonly #poller: Poller;
  readonly #sender: Sender;

  constructor(options: ChatOptions) {
    const { access, socketUrl, onRefused } = options;
    this.#options = options;
    this.access = access;
    this.connection = new Connection({
      socketUrl,
      access,
      onRefused,
      onEvent: (name, payload) => this.#hear(name, payload),
    });
    this.outbox = new Outbox((key) => this.#outboxChanged(key));
    this.receipts = new ReceiptSender(this.connection, options.me);
    this.#follower = new Follower(this.connection, this.alarm);
    this.#poller = new Poller({ access, alarm: this.alarm, onUnavailable: () => this.connection.hurry() });
    this.#sender = new Sender({
      outbox: this.outbox,
      connection: this.connection,
      alarm: this.alarm,
      create: (key) => access.call('conversation.create', { clientId: creationId(key) }),
      onCreated: (key, conversation) => this.#created(key, conversation),
      onAck: (conversationId, item, ack) => this.#acknowledged(conversationId, item, ack),
    });
    this.connection.carrier.subscribe(() => this.#carrierChanged());
  }

  /** Each `open` needs one `release`. */
  open(key: string): Thread {
    const thread = this.#threads.get(key) ?? this.#follow(key);
    this.#views.set(thread, (this.#views.get(thread) ?? 0) + 1);
    return thread;
  }

  release(thread: Thread): void {
    const left = (this.#views.get(thread) ?? 0) - 1;
    this.#views.set(thread, left);
    if (left === 0) this.#leave(thread);
  }

  find(key: string): Thread | undefined {
    return this.#threads.get(key);
  }

  /** The conversation that is on its way into being, if there is one. */
  pendingKey(): string | undefined {
    return [...this.#threads.keys(), ...this.outbox.keys()].findLast(isNew);
  }

  catchUp(thread: Thread): void {
    this.#follower.catchUp(thread);
  }

  async loadOlder(thread: Thread): Promise<void> {
    const first = thread.timeline.events[0];
    if (!first || !hasOlder(thread.timeline)) return;
    const position = { conversationId: thread.key, before: first.seq, limit: LIMITS.newestEvents };
    const page = await this.access.call('conversation.events', position);
    if (page.epoch === thread.epoch) thread.acceptOlder(page);
    else this.#follower.catchUp(thread);
  }

  stop(): void {
    this.connection.stop();
    for (const thread of this.#threads.values()) {
      this.#disconnect(thread);
      this.receipts.leave(thread);
    }
    this.alarm.wake();
  }

  /** Stops, and forgets the conversations: they are nobody else's business. Views that are still open hear no more. */
  reset(): void {
    this.stop();
    this.#threads.clear();
  }

  #follow(key: string): Thread {
    const thread = new Thread(key, {
      outbox: this.outbox,
      me: this.#options.me,
      onTimeline: (changed) => this.#timelineChanged(changed),
    });
    this.#threads.set(key, thread);
    this.#join(thread);
    return thread;
  }

  #join(thread: Thread): void {
    if (isNew(thread.key)) return;
    const carrier = this.connection.carrier.get();
    if (carrier === 'socket') this.#follower.catchUp(thread);
    if (carrier === 'rest') this.#poller.follow(thread);
    this.receipts.flush(thread);
  }

  #leave(thread: Thread): void {
    if (this.#threads.get(thread.key) === thread) this.#threads.delete(thread.key);
    this.#views.delete(thread);
    this.outbox.settle(thread.key, null);
    this.#disconnect(thread);
    this.receipts.leave(thread);
    if (isNew(thread.key) || this.connection.carrier.get() !== 'socket') return;
    // Best effort: a server that is not told sends frames that nobody reads.
    this.connection.command('conversation.leave', { conversationId: thread.key }).catch(() => undefined);
  }

  #disconnect(thread: Thread): void {
    this.#follower.leave(thread);
    this.#poller.leave(thread);
    thread.disconnected();
  }

  #carrierChanged(): void {
    const carrier = this.connection.carrier.get();
    if (carrier !== 'rest') this.#poller.leaveAll();
    for (const thread of this.#threads.values()) {
      if (carrier) this.#join(thread);
      else this.#disconnect(thread);
    }
    this.alarm.wake();
    if (!carrier) return;
    for (const key of this.outbox.keys()) this.#sender.kick(key);
  }

  #hear(name: string, payload: unknown): void {
    if (Object.hasOwn(LOG_EVENTS, name)) {
      const event = payload as LogEvent;
      this.#threads.get(event.conversationId)?.receive([event]);
    } else if (name === 'typing.changed') {
      const { conversationId, actor, isTyping } = payload as EventPayload<'typing.changed'>;
      this.#threads.get(conversationId)?.showTyping(actor, isTyping);
    } else if (name === 'receipt.updated') {
      const { conversationId, ...receipt } = payload as EventPayload<'receipt.updated'>;
      this.#threads.get(conversationId)?.raise(receipt);
    } else {
      this.#options.onSignal(name, payload);
    }
  }

  #timelineChanged(thread: Thread): void {
    this.#follower.watchGap(thread);
    this.#sender.kick(thread.key);
    const myId = this.#options.me()?.id;
    const received = thread.timeline.events.findLast((event) => event.actor.id !== myId);
    if (received) this.receipts.raise(thread, { delivered: received.seq });
  }

  #outboxChanged(key: string): void {
    this.#threads.get(key)?.update({ outbox: this.outbox.items(key) });
    this.#sender.kick(key);
  }

  #created(key: string, conversation: Conversation): void {
    const thread = this.#threads.get(key);
    this.#threads.delete(key);
    if (thread) {
      thread.key = conversation.id;
      this.#threads.set(conversation.id, thread);
      thread.learn(conversation);
      this.#join(thread);
    }
    this.outbox.adopt(key, conversation.id);
  }

  #acknowledged(conversationId: string, item: OutboxItem, ack: Appended): void {
    const me = this.#options.me();
    const thread = this.#threads.get(conversationId);
    this.outbox.acknowledge(conversationId, item.clientId, ack.seq);
    if (thread && me) thread.receive([ownEvent(conversationId, me, item, ack)]);
    else this.outbox.settle(conversationId, null);
  }
}
