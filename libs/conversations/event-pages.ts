import { Injectable } from '@nestjs/common';

import type { SignedInActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';

import { audienceOf } from './audience.ts';
import { presentConversation } from './conversation-row.ts';
import { ConversationSnapshots } from './conversation-snapshots.ts';
import type { Snapshot } from './conversation-snapshots.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';
import { isVisibleTo, presentEntry } from './log/log-entry.ts';
import { LogReader } from './log/log-reader.ts';

type Request = RouteRequest<'conversation.events'>;
type Answer = RouteOutput<'conversation.events'>;

/** The log over REST: pages forwards, backwards, from the end; and the long poll of clients whose proxy refuses sockets. */
@Injectable()
export class EventPages {
  constructor(
    private readonly snapshots: ConversationSnapshots,
    private readonly reader: LogReader,
    private readonly feeds: ConversationFeeds,
  ) {}

  /** Throws `not_found`. `giveUp` ends a wait early, with what is there. */
  async read(actor: SignedInActor, request: Request, giveUp: AbortSignal): Promise<Answer> {
    if (request.before !== undefined) return this.before(actor, request, request.before);
    if (request.after !== undefined && request.wait > 0) return this.wait(actor, request, giveUp);
    return toAnswer(actor, await this.snapshot(actor, request));
  }

  private async before(actor: SignedInActor, { conversationId, limit }: Request, before: number): Promise<Answer> {
    const snapshot = await this.snapshots.read(actor, conversationId, undefined, 1);
    const stretch = await this.reader.before(conversationId, audienceOf(actor), before, limit);
    return toAnswer(actor, { ...snapshot, ...stretch });
  }

  /** Subscribed before the log is read: what is committed after the read wakes us. */
  private async wait(actor: SignedInActor, request: Request, giveUp: AbortSignal): Promise<Answer> {
    await this.snapshots.requireVisible(actor, request.conversationId);
    const hold = await this.feeds.open(request.conversationId);
    const { promise, resolve } = Promise.withResolvers<void>();
    const timeout = AbortSignal.any([giveUp, AbortSignal.timeout(request.wait * 1000)]);
    timeout.addEventListener('abort', () => resolve());
    const stop = hold.feed.listen({ onEntry: (entry) => void (isVisibleTo(entry, audienceOf(actor)) && resolve()) });
    try {
      let snapshot = await this.snapshot(actor, request);
      while (!hold.feed.start(snapshot.row.last_seq)) snapshot = await this.snapshot(actor, request);
      if (snapshot.entries.length > 0 || timeout.aborted) return toAnswer(actor, snapshot);
      await promise;
      return toAnswer(actor, await this.snapshot(actor, request));
    } finally {
      stop();
      hold.close();
    }
  }

  private snapshot(actor: SignedInActor, { conversationId, after, limit }: Request): Promise<Snapshot> {
    return this.snapshots.read(actor, conversationId, after, limit);
  }
}

function toAnswer(actor: SignedInActor, { epoch, row, receipts, entries, hasMore }: Snapshot): Answer {
  const audience = audienceOf(actor);
  const conversation = presentConversation(row, audience);
  const events = entries.map((entry) => presentEntry(entry, audience));
  return {
    epoch,
    events,
    hasMore,
    head: Math.max(events.at(-1)?.seq ?? 0, conversation.lastSeq),
    conversation,
    receipts,
  };
}
