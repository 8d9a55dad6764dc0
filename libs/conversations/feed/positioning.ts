import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

import { Bus } from '#backplane';
import { Logger } from '#observability';

import { LogReader } from '../log/log-reader.ts';
import { ConversationFeeds } from './conversation-feeds.ts';

const EVERY_MS = 1_500;

/**
 * Finds what a lost last message hides: no gap shows there. One query per instance and round compares the log with what was
 * delivered; while Redis is away this is what carries messages between instances.
 */
@Injectable()
export class Positioning implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly feeds: ConversationFeeds,
    private readonly reader: LogReader,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopListening = this.bus.onRecovered(() => void this.check());
    this.#timer = setInterval(() => void this.check(), EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopListening?.();
    await this.#round;
  }

  /** One round at a time; never rejects. */
  check(): Promise<void> {
    this.#round ??= this.compare()
      .catch((error: unknown) => this.logger.warn('positioning failed, will be tried again', { reason: String(error) }))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  private async compare(): Promise<void> {
    const feeds = this.feeds.positions();
    if (feeds.size === 0) return;
    const heads = await this.reader.heads([...feeds.keys()]);
    const behind = [...feeds].filter(([id, feed]) => feed.delivered !== null && (heads.get(id) ?? 0) > feed.delivered);
    await Promise.all(behind.map(([, feed]) => feed.catchUp()));
  }
}
