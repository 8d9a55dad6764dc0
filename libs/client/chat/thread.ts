import type { Actor, Conversation, ErrorBody, LogEvent, Receipt } from '#contracts';

import type { ConversationState } from '../api.ts';
import { advance, newer } from '../core/summary.ts';
import * as timelines from '../core/timeline.ts';
import type { Page, Timeline } from '../core/timeline.ts';
import { Value } from '../value.ts';
import { isNew } from './keys.ts';
import type { Outbox } from './outbox.ts';
import { TypingNotices } from './typing-notices.ts';

/** A page as both the resume and the route answer it. */
export interface ThreadPage extends Page {
  conversation: Conversation;
  receipts: readonly Receipt[];
}

export interface ThreadOptions {
  outbox: Outbox;
  me: () => Actor | null;
  /** After every change of the timeline. */
  onTimeline: (thread: Thread) => void;
}

/** What is known of one conversation, however many views look at it. */
export class Thread {
  readonly state: Value<ConversationState>;
  /** Conversation id, or the key of one that is yet to be made. */
  key: string;
  /** Of the events that are loaded. */
  epoch: string | undefined;
  timeline: Timeline = timelines.EMPTY;
  #mustReload = false;
  readonly #options: ThreadOptions;
  readonly #typing: TypingNotices;

  constructor(key: string, options: ThreadOptions) {
    this.key = key;
    this.#options = options;
    this.#typing = new TypingNotices((typing) => this.update({ typing }));
    this.state = new Value<ConversationState>({
      conversation: null,
      events: [],
      outbox: options.outbox.items(key),
      typing: [],
      receipts: [],
      isLoading: !isNew(key),
      hasOlder: false,
      error: null,
    });
  }

  /** Where to go on reading in this epoch; undefined when it has to start anew. */
  after(epoch: string | undefined): number | undefined {
    const isUsable = this.timeline.isLoaded && !this.#mustReload && this.epoch === epoch;
    return isUsable ? timelines.lastSeq(this.timeline) : undefined;
  }

  update(change: Partial<ConversationState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }

  receive(events: readonly LogEvent[]): void {
    this.#show(timelines.receive(this.timeline, events));
  }

  /** Takes over the page after `after`, or the newest one when that is undefined. False when there is more to ask for. */
  accept(page: ThreadPage, epoch: string, after: number | undefined): boolean {
    if (after === undefined) return this.#begin(page, epoch);
    const sequel = epoch === this.epoch ? timelines.extend(this.timeline, page, after) : null;
    this.#mustReload ||= !sequel;
    if (sequel) this.#show(sequel, page);
    return sequel !== null && !page.hasMore;
  }

  /** What was held when the log was rewritten may be of either log: it is dropped, and asked for again. */
  #begin(page: ThreadPage, epoch: string): boolean {
    const isRewritten = this.epoch !== undefined && this.epoch !== epoch;
    this.epoch = epoch;
    this.#mustReload = false;
    if (isRewritten) {
      this.#options.outbox.doubtAcks(this.key);
      this.timeline = timelines.EMPTY;
      this.state.set({ ...this.state.get(), conversation: null, receipts: [] });
    }
    this.#show(timelines.begin(this.timeline, page), page);
    return !isRewritten && !page.hasMore;
  }

  acceptOlder(page: Page): void {
    this.#show(timelines.prepend(this.timeline, page));
  }

  /** A summary from elsewhere, such as the inbox. */
  learn(conversation: Conversation): void {
    this.update({ conversation: newer(this.state.get().conversation, conversation) });
  }

  raise(receipt: Receipt): void {
    const { receipts } = this.state.get();
    this.update({ receipts: withReceipt(receipts, receipt) });
  }

  showTyping(actor: Actor, isTyping: boolean): void {
    if (actor.id !== this.#options.me()?.id) this.#typing.set(actor, isTyping);
  }

  /** What was held comes again with the next page; an ack whose event did not show by then is asked for again. */
  disconnected(): void {
    this.#options.outbox.doubtAcks(this.key);
    this.timeline = timelines.letGo(this.timeline);
    this.#typing.clear();
  }

  fail(error: ErrorBody): void {
    this.update({ error, isLoading: false });
  }

  /** One change for all of it: a message never stands in the log and in the outbox at once. */
  #show(timeline: Timeline, page?: ThreadPage): void {
    const { conversation, receipts } = this.state.get();
    const known = page ? newer(conversation, page.conversation) : conversation;
    const last = timelines.lastSeq(this.timeline);
    for (const event of timeline.events) if (event.seq > last) this.#typing.stopped(event.actor.id);
    this.timeline = timeline;
    this.update({
      events: timeline.events,
      hasOlder: timelines.hasOlder(timeline),
      outbox: this.#options.outbox.settle(this.key, timeline),
      conversation: known && timeline.events.reduce(advance, known),
      receipts: (page?.receipts ?? []).reduce(withReceipt, receipts),
      typing: this.#typing.get(),
      ...(page && { isLoading: false, error: null }),
    });
    this.#options.onTimeline(this);
  }
}

/** Watermarks only move up, in whatever order news of them comes. */
export function withReceipt(receipts: readonly Receipt[], told: Receipt): readonly Receipt[] {
  const known = receipts.find(({ actor }) => actor.id === told.actor.id);
  if (!known) return [...receipts, told];
  if (known.delivered >= told.delivered && known.read >= told.read) return receipts;
  const raised = {
    ...known,
    delivered: Math.max(known.delivered, told.delivered),
    read: Math.max(known.read, told.read),
  };
  return receipts.map((receipt) => (receipt === known ? raised : receipt));
}
