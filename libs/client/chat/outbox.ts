import type { ErrorBody } from '#contracts';

import type { OutboxItem } from '../api.ts';
import * as queues from '../core/outbox-queue.ts';
import type { Queue } from '../core/outbox-queue.ts';
import type { Timeline } from '../core/timeline.ts';
import { randomId } from '../random-id.ts';
import type { OutboxSlots } from './outbox-slots.ts';

const NONE: readonly OutboxItem[] = [];

/** The unsent of every conversation, in memory and in the slots. Keys are conversation ids, or `new:…` before there is one. */
export class Outbox {
  readonly #queues = new Map<string, Queue>();
  readonly #shown = new Map<string, readonly OutboxItem[]>();
  readonly #onChange: (key: string) => void;
  #slots: OutboxSlots | null = null;
  #lastAt = 0;

  /** `onChange` hears of every change but those of `settle`. */
  constructor(onChange: (key: string) => void) {
    this.#onChange = onChange;
  }

  /** Changes to what `slots` hold; null forgets everything in memory and leaves the store as it is. */
  open(slots: OutboxSlots | null): void {
    const before = this.keys();
    this.#queues.clear();
    this.#slots = slots;
    for (const { conversation, ...item } of slots?.load() ?? []) {
      this.#set(conversation, queues.enqueue(this.#get(conversation), item));
    }
    for (const key of new Set([...before, ...this.keys()])) this.#onChange(key);
  }

  /** Forgets everything, in the store too: another person uses this browser now. */
  clear(): void {
    for (const key of this.keys()) this.#change(key, () => []);
  }

  keys(): string[] {
    return [...this.#queues.keys()];
  }

  items(key: string): readonly OutboxItem[] {
    return this.#shown.get(key) ?? NONE;
  }

  next(key: string): OutboxItem | undefined {
    return queues.nextToSend(this.#get(key));
  }

  add(key: string, kind: OutboxItem['kind'], text: string): void {
    // Strictly rising, so that a reload finds the order again.
    this.#lastAt = Math.max(this.#lastAt + 1, Date.now());
    const at = new Date(this.#lastAt).toISOString();
    const item: OutboxItem = { clientId: randomId(), kind, text, at, state: 'sending', error: null };
    this.#slots?.add({ conversation: key, ...item });
    this.#change(key, (queue) => queues.enqueue(queue, item));
  }

  acknowledge(key: string, clientId: string, seq: number): void {
    this.#set(key, queues.acknowledge(this.#get(key), clientId, seq));
  }

  fail(key: string, clientId: string, error: ErrorBody): void {
    this.#change(key, (queue) => queues.fail(queue, clientId, error));
  }

  retry(key: string, clientId: string): void {
    this.#change(key, (queue) => queues.retry(queue, clientId));
  }

  discard(key: string, clientId: string): void {
    this.#change(key, (queue) => queues.discard(queue, clientId));
  }

  /** Lets go of what the timeline shows (without one: of all that is acknowledged) and answers with what is left. */
  settle(key: string, timeline: Timeline | null): readonly OutboxItem[] {
    const queue = this.#get(key);
    if (queue.length > 0) this.#set(key, timeline ? queues.settle(queue, timeline) : queues.dropAcknowledged(queue));
    return this.items(key);
  }

  doubtAcks(key: string): void {
    this.#set(key, queues.doubtAcks(this.#get(key)));
  }

  /** The conversation has been made: what waited for it waits under its id from now on. */
  adopt(from: string, to: string): void {
    const moved = this.#get(from);
    this.#queues.delete(from);
    this.#shown.delete(from);
    this.#set(to, [...this.#get(to), ...moved]);
    for (const { item } of moved) this.#slots?.update({ conversation: to, ...item });
    this.#onChange(to);
  }

  #get(key: string): Queue {
    return this.#queues.get(key) ?? [];
  }

  #change(key: string, change: (queue: Queue) => Queue): void {
    this.#set(key, change(this.#get(key)));
    this.#onChange(key);
  }

  #set(key: string, queue: Queue): void {
    this.#store(key, this.#get(key), queue);
    if (queue.length === 0) this.#queues.delete(key);
    else this.#queues.set(key, queue);
    this.#shown.set(key, queue.length === 0 ? NONE : queue.map(({ item }) => item));
  }

  #store(conversation: string, before: Queue, after: Queue): void {
    const left = new Map(after.map(({ item }) => [item.clientId, item]));
    for (const { item } of before) {
      const now = left.get(item.clientId);
      if (!now) this.#slots?.remove(item.clientId);
      else if (now !== item) this.#slots?.update({ conversation, ...now });
    }
  }
}
