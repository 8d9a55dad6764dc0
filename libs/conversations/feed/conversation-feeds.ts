import { Injectable } from '@nestjs/common';

import { Bus, channels } from '#backplane';
import type { Subscription } from '#backplane';
import { newId } from '#common';
import { LIMITS } from '#contracts';
import { Logger } from '#observability';

import type { LogEntry } from '../log/log-entry.ts';
import { LogReader } from '../log/log-reader.ts';
import { ConversationFeed } from './conversation-feed.ts';
import type { Signal } from './signal.ts';

/** What instances tell each other on a conversation's channel. */
type BusMessage = { entry: LogEntry } | { signal: Signal };

interface OpenFeed {
  feed: ConversationFeed;
  holders: number;
  ready: Promise<Subscription>;
}

/** A hold on a feed: it hears its conversation until the last hold is closed. */
export interface FeedHold {
  feed: ConversationFeed;
  close: () => void;
}

/**
 * The conversations somebody on this instance follows. Each has one subscription, by count; nothing is subscribed, and nothing
 * costs anything, for the others.
 */
@Injectable()
export class ConversationFeeds {
  readonly #open = new Map<string, OpenFeed>();
  /** In front of everything we publish: what comes back to us has been delivered already. */
  readonly #self = `${newId()} `;

  constructor(
    private readonly bus: Bus,
    private readonly reader: LogReader,
    private readonly logger: Logger,
  ) {}

  /**
   * Resolves when the subscription is in force. Whoever opens reads the log after that, and starts the feed where the log then
   * stood: before, it delivers nothing.
   */
  async open(conversationId: string): Promise<FeedHold> {
    const open = this.#open.get(conversationId) ?? this.create(conversationId);
    open.holders += 1;
    let isHeld = true;
    const close = (): void => {
      if (isHeld) this.release(conversationId, open);
      isHeld = false;
    };
    await open.ready;
    return { feed: open.feed, close };
  }

  /** Serves local listeners at once, without waiting for the bus; other instances by the bus, if it can. */
  publish(entry: LogEntry, origin: string | null): void {
    this.#open.get(entry.conversationId)?.feed.offer(entry, origin);
    this.send(entry.conversationId, { entry });
  }

  signal(conversationId: string, signal: Signal): void {
    this.#open.get(conversationId)?.feed.signal(signal);
    this.send(conversationId, { signal });
  }

  /** The position of every open feed, to compare with the log. */
  positions(): Map<string, ConversationFeed> {
    return new Map([...this.#open].map(([id, { feed }]) => [id, feed]));
  }

  private create(conversationId: string): OpenFeed {
    const readAfter = (seq: number) => this.reader.after(conversationId, 'agents', seq, LIMITS.eventsPerPage);
    const feed = new ConversationFeed(readAfter, (error) =>
      this.logger.warn('a feed failed, and goes on', { conversationId, reason: String(error) }),
    );
    const ready = this.bus.subscribe(channels.conversation(conversationId), (message) => this.receive(feed, message));
    const open = { feed, holders: 0, ready };
    this.#open.set(conversationId, open);
    return open;
  }

  private release(conversationId: string, open: OpenFeed): void {
    open.holders -= 1;
    if (open.holders > 0) return;
    if (this.#open.get(conversationId) === open) this.#open.delete(conversationId);
    open.feed.stop();
    void open.ready.then((subscription) => subscription.close());
  }

  private send(conversationId: string, message: BusMessage): void {
    this.bus.publish(channels.conversation(conversationId), this.#self + JSON.stringify(message));
  }

  private receive(feed: ConversationFeed, text: string): void {
    if (text.startsWith(this.#self)) return;
    const message = JSON.parse(text.slice(this.#self.length)) as BusMessage;
    if ('entry' in message) feed.offer(message.entry, null);
    else feed.signal(message.signal);
  }
}
