import { Injectable } from '@nestjs/common';

import type { SignedInActor } from '#common';
import type { Audience, LogEvent, RouteOutput, RouteRequest } from '#contracts';

import { audienceOf } from './audience.ts';
import { ConversationAccess } from './conversation-access.ts';
import { presentConversation } from './conversation-row.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';
import { isVisibleTo, presentEntry } from './log/log-entry.ts';
import { LogReader } from './log/log-reader.ts';
import type { Stretch } from './log/log-reader.ts';
import { Receipts } from './receipts.ts';

type Request = RouteRequest<'conversation.events'>;

/** The log over REST: pages forwards, backwards, from the end; and the long poll of clients whose proxy refuses sockets. */
@Injectable()
export class EventPages {
  constructor(
    private readonly access: ConversationAccess,
    private readonly reader: LogReader,
    private readonly feeds: ConversationFeeds,
    private readonly receipts: Receipts,
  ) {}

  /** Throws `not_found`. `giveUp` ends the wait early, with what is there. */
  async read(actor: SignedInActor, request: Request, giveUp: AbortSignal): Promise<RouteOutput<'conversation.events'>> {
    const { conversationId } = request;
    await this.access.get(actor, conversationId);
    const audience = audienceOf(actor);
    const { entries, hasMore } = await this.wait(request, audience, giveUp);
    const [conversation, receipts, epoch] = await Promise.all([
      this.access.get(actor, conversationId),
      this.receipts.list([conversationId]),
      this.reader.epoch(),
    ]);
    const events = entries.map((entry) => presentEntry(entry, audience));
    const view = presentConversation(conversation, audience);
    return {
      epoch,
      events,
      hasMore,
      head: headOf(events, view.lastSeq),
      conversation: view,
      receipts: receipts.get(conversationId) ?? [],
    };
  }

  private async wait(request: Request, audience: Audience, giveUp: AbortSignal): Promise<Stretch> {
    if (request.wait === 0 || request.after === undefined) return this.stretch(request, audience);
    // Subscribed before the log is read: what is committed after the read wakes us.
    const { feed, close } = await this.feeds.open(request.conversationId);
    const timeout = AbortSignal.any([giveUp, AbortSignal.timeout(request.wait * 1000)]);
    const { promise, resolve } = Promise.withResolvers<void>();
    timeout.addEventListener('abort', () => resolve());
    const stop = feed.listen({ onEntry: (entry) => void (isVisibleTo(entry, audience) && resolve()) });
    try {
      const stretch = await this.stretch(request, audience);
      if (stretch.entries.length > 0 || timeout.aborted) return stretch;
      await promise;
      return await this.stretch(request, audience);
    } finally {
      stop();
      close();
    }
  }

  private stretch({ conversationId, after, before, limit }: Request, audience: Audience): Promise<Stretch> {
    if (after !== undefined) return this.reader.after(conversationId, audience, after, limit);
    if (before !== undefined) return this.reader.before(conversationId, audience, before, limit);
    return this.reader.newest(conversationId, audience, limit);
  }
}

function headOf(events: readonly LogEvent[], lastSeq: number): number {
  return Math.max(events.at(-1)?.seq ?? 0, lastSeq);
}
