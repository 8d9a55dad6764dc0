import { Injectable } from '@nestjs/common';

import { LIMITS } from '#contracts';
import type { Audience } from '#contracts';

import { isVisibleTo } from '../log/log-entry.ts';
import type { LogEntry } from '../log/log-entry.ts';
import { LogReader } from '../log/log-reader.ts';
import type { ConversationFeed } from './conversation-feed.ts';

export interface CaughtUp {
  entries: LogEntry[];
  /** The reader is further behind than one page: it is not live, it asks again after the last entry. */
  hasMore: boolean;
}

/** Brings one reader from where it stands to live, without a gap and without an overlap. */
@Injectable()
export class CatchUp {
  constructor(private readonly reader: LogReader) {}

  /**
   * The feed is subscribed already; buffer what it delivers, read the log, flush the buffer behind it. Reading first would lose
   * what is committed between the read and the subscription. `goLive` runs in the same turn as the flush, only when the page
   * reaches the end: from then on the reader hears the feed itself. `after` undefined: the newest page.
   */
  async read(
    feed: ConversationFeed,
    conversationId: string,
    audience: Audience,
    after: number | undefined,
    goLive: () => void,
  ): Promise<CaughtUp> {
    const live: LogEntry[] = [];
    const stopBuffering = feed.listen({ onEntry: (entry) => void live.push(entry) });
    try {
      const { entries, hasMore } =
        after === undefined
          ? await this.reader.newest(conversationId, audience, LIMITS.newestEvents)
          : await this.reader.after(conversationId, audience, after, LIMITS.eventsPerPage);
      if (hasMore) return { entries, hasMore };
      const last = entries.at(-1)?.seq ?? after ?? 0;
      const fresh = live.filter((entry) => entry.seq > last && isVisibleTo(entry, audience));
      goLive();
      return { entries: entries.concat(fresh), hasMore };
    } finally {
      stopBuffering();
    }
  }
}
