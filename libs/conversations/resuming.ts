import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';
import { LIMITS } from '#contracts';
import type { Command, CommandOutput, Receipt } from '#contracts';

import { audienceOf } from './audience.ts';
import { presentConversation } from './conversation-row.ts';
import { ConversationSnapshots } from './conversation-snapshots.ts';
import type { Snapshot } from './conversation-snapshots.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';
import type { FeedHold } from './feed/conversation-feeds.ts';
import { presentSignal } from './feed/signal.ts';
import { isVisibleTo, presentEntry } from './log/log-entry.ts';
import type { LogEntry } from './log/log-entry.ts';

/** Lets the reader hear the conversation from this moment on, and takes over the hold on its feed. Must not wait. */
export type GoLive = (conversationId: string, hold: FeedHold) => void;

type Resumed = CommandOutput<'resume'>['conversations'][number];
/** `share`: how many events of the answer this conversation may have. */
type Position = Command<'resume'>['conversations'][number] & { share: number };

/** Brings readers from where they stand to live, without a gap. */
@Injectable()
export class Resuming {
  constructor(
    private readonly snapshots: ConversationSnapshots,
    private readonly feeds: ConversationFeeds,
  ) {}

  /** All of a reader's conversations in one answer; those it may not see answer `not_found` for themselves. */
  async resume(actor: SignedInActor, input: Command<'resume'>, goLive: GoLive): Promise<CommandOutput<'resume'>> {
    let epoch = input.epoch;
    const share = Math.ceil(LIMITS.eventsPerResume / input.conversations.length);
    const conversations = await Promise.all(
      input.conversations.map(async (position): Promise<Resumed> => {
        try {
          const resumed = await this.resumeOne(actor, { ...position, share }, input.epoch, goLive);
          epoch = resumed.epoch;
          return resumed.answer;
        } catch (error) {
          if (!(error instanceof DomainError && error.code === 'not_found')) throw error;
          return { ok: false, conversationId: position.conversationId, code: 'not_found' };
        }
      }),
    );
    return { epoch: epoch ?? (await this.snapshots.epoch()), conversations };
  }

  /**
   * Subscribe, buffer what is live, read the log, flush the buffer behind it, in this order: reading first would lose what is
   * committed between the read and the subscription. Flush and `goLive` happen in one turn. A feed that is behind the log may
   * then repeat the end of what was read: readers drop what they have.
   */
  private async resumeOne(actor: SignedInActor, position: Position, epoch: string | undefined, goLive: GoLive) {
    const { conversationId } = position;
    await this.snapshots.requireVisible(actor, conversationId);
    const hold = await this.feeds.open(conversationId);
    const live: LogEntry[] = [];
    const raised: Receipt[] = [];
    const stopBuffering = hold.feed.listen({
      onEntry: (entry) => void live.push(entry),
      onSignal: (signal) => {
        if (signal.name === 'receipt.updated') raised.push(presentSignal(signal, audienceOf(actor)) as Receipt);
      },
    });
    let isLive = false;
    try {
      let snapshot = await this.read(actor, position, epoch);
      while (!hold.feed.start(snapshot.row.last_seq)) snapshot = await this.read(actor, position, epoch);
      isLive = !snapshot.hasMore;
      const entries = isLive ? snapshot.entries.concat(following(snapshot, live, position, actor)) : snapshot.entries;
      if (isLive) goLive(conversationId, hold);
      return {
        epoch: snapshot.epoch,
        answer: toAnswer(actor, { ...snapshot, receipts: newest([...snapshot.receipts, ...raised]) }, entries, isLive),
      };
    } finally {
      stopBuffering();
      if (!isLive) hold.close();
    }
  }

  /** A position of another epoch is void: the log may have been rewritten. */
  private async read(actor: SignedInActor, position: Position, epoch: string | undefined): Promise<Snapshot> {
    const { conversationId, after, share } = position;
    const limit = Math.min(share, after === undefined ? LIMITS.newestEvents : LIMITS.eventsPerPage);
    const snapshot = await this.snapshots.readInCrowd(actor, conversationId, after, limit);
    if (epoch === undefined || epoch === snapshot.epoch) return snapshot;
    return this.snapshots.readInCrowd(actor, conversationId, undefined, Math.min(share, LIMITS.newestEvents));
  }
}

/** One per actor: a later one is never lower. */
function newest(receipts: readonly Receipt[]): Receipt[] {
  const byActor = receipts.map(({ actor, delivered, read }) => [actor.id, { actor, delivered, read }] as const);
  return [...new Map(byActor).values()];
}

/** What was delivered while the log was read and is not in what was read. */
function following(
  snapshot: Snapshot,
  live: readonly LogEntry[],
  position: Position,
  actor: SignedInActor,
): LogEntry[] {
  const last = snapshot.entries.at(-1)?.seq ?? position.after ?? 0;
  return live.filter((entry) => entry.seq > last && isVisibleTo(entry, audienceOf(actor)));
}

function toAnswer(actor: SignedInActor, snapshot: Snapshot, entries: readonly LogEntry[], isLive: boolean): Resumed {
  const audience = audienceOf(actor);
  const conversation = presentConversation(snapshot.row, audience);
  const events = entries.map((entry) => presentEntry(entry, audience));
  return {
    ok: true,
    conversationId: conversation.id,
    conversation,
    receipts: snapshot.receipts,
    events,
    head: Math.max(events.at(-1)?.seq ?? 0, conversation.lastSeq),
    hasMore: snapshot.hasMore,
    isLive,
  };
}
