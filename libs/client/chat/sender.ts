import type { Appended, Conversation } from '#contracts';

import type { Alarm } from '../alarm.ts';
import type { OutboxItem } from '../api.ts';
import { asCallError } from '../errors.ts';
import type { CallError } from '../errors.ts';
import type { Connection } from '../net/connection.ts';
import { isNew } from './keys.ts';
import type { Outbox } from './outbox.ts';

export interface SenderOptions {
  outbox: Outbox;
  connection: Connection;
  /** Rings when it is worth trying again. */
  alarm: Alarm;
  /** Makes the conversation of a `new:…` key; safe to repeat. */
  create: (key: string) => Promise<Conversation>;
  onCreated: (key: string, conversation: Conversation) => void;
  onAck: (conversationId: string, item: OutboxItem, ack: Appended) => void;
}

/** Sends what is in the outbox: per conversation one at a time and in order, again and again until there is an answer. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #busy = new Set<string>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Makes sure that somebody is at it. */
  kick(key: string): void {
    if (this.#busy.has(key)) return;
    this.#busy.add(key);
    void this.#drain(key);
  }

  async #drain(key: string): Promise<void> {
    const { alarm } = this.#options;
    const isWanted = () => this.#next(key) !== undefined;
    let attempt = 0;
    for (let item = this.#next(key); item; item = this.#next(key)) {
      const failure = isNew(key) ? await this.#create(key) : await this.#send(key, item);
      attempt = failure ? attempt + 1 : 0;
      if (failure) await alarm.pause(attempt, failure.retryAfterMs, isWanted);
    }
    // In the same breath as the look that found nothing: a kick in between would be lost.
    this.#busy.delete(key);
  }

  /** Nothing while no way leads to the server: its return kicks every queue. */
  #next(key: string): OutboxItem | undefined {
    return this.#options.connection.carrier.get() ? this.#options.outbox.next(key) : undefined;
  }

  /** Resolves with null when there was an answer, good or bad. */
  async #send(conversationId: string, { clientId, kind, text }: OutboxItem): Promise<CallError | null> {
    const { outbox, connection, onAck } = this.#options;
    const command = kind === 'note' ? 'note.add' : 'message.send';
    try {
      const ack = await connection.command(command, { conversationId, clientId, text });
      const item = outbox.items(conversationId).find((queued) => queued.clientId === clientId);
      if (item) onAck(conversationId, item, ack);
      return null;
    } catch (cause) {
      return this.#settleFailure(conversationId, [clientId], cause);
    }
  }

  async #create(key: string): Promise<CallError | null> {
    const { create, onCreated, outbox } = this.#options;
    try {
      onCreated(key, await create(key));
      return null;
    } catch (cause) {
      const waiting = outbox.items(key).filter((item) => item.state === 'sending');
      return this.#settleFailure(
        key,
        waiting.map((item) => item.clientId),
        cause,
      );
    }
  }

  #settleFailure(key: string, clientIds: string[], cause: unknown): CallError | null {
    const error = asCallError(cause);
    if (error.isTemporary) return error;
    for (const clientId of clientIds) this.#options.outbox.fail(key, clientId, error.body);
    return null;
  }
}
