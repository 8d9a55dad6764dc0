import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { Appended, ErrorCode, LogEventType } from '#contracts';
import { SqlPool, isLockTimeout, isUnavailable } from '#database';

import { audienceOf } from '../audience.ts';
import { ConversationFeeds } from '../feed/conversation-feeds.ts';
import { InboxNews } from '../inbox/inbox-news.ts';
import { AppendQueue } from './append-queue.ts';
import { appendBatch } from './append.ts';
import type { NewEntry, Outcome } from './append.ts';
import { prevSeqFor } from './log-entry.ts';
import type { LogEntry } from './log-entry.ts';

const REFUSALS = {
  not_found: 'not_found',
  closed: 'conversation_closed',
  not_closed: 'conversation_not_closed',
  moved: 'conversation_moved',
} as const satisfies Record<Exclude<Outcome['outcome'], 'stored' | 'duplicate'>, ErrorCode>;

const QUEUE_LIMITS = {
  lanes: 1,
  batch: 200,
  crowd: 8,
  spacingMs: 5,
  waiting: 5_000,
  waitingCharacters: 16 * 1024 * 1024,
};

/** A row that somebody else keeps locked (see append_events) is one conversation's trouble, not everyone's. */
function judgeFailure(error: unknown): 'all' | 'conversation' | 'entry' {
  if (isLockTimeout(error)) return 'conversation';
  return isUnavailable(error) ? 'all' : 'entry';
}

/** Every entry of every conversation enters here. */
@Injectable()
export class ConversationLog {
  readonly #queue: AppendQueue;

  constructor(
    pool: SqlPool,
    private readonly feeds: ConversationFeeds,
    private readonly inbox: InboxNews,
  ) {
    this.#queue = new AppendQueue((entries) => appendBatch(pool, entries), judgeFailure, QUEUE_LIMITS);
  }

  /**
   * Stores an entry once per (conversation, actor, clientId), then tells everyone who may read it. Resolves after commit, with
   * the first copy's answer for a copy. Entries given in order by one caller are stored in that order. `origin` is the
   * connection that wrote it: its ack stands for the event, it is sent no frame.
   */
  async append<T extends LogEventType>(entry: NewEntry<T>, origin: string | null = null): Promise<Appended> {
    const outcome = await this.#queue.add(entry);
    if (!('seq' in outcome)) throw new DomainError(REFUSALS[outcome.outcome]);
    if (outcome.outcome === 'stored') this.publish(entry, outcome, origin);
    const audience = audienceOf(entry.actor);
    return { seq: outcome.seq, prevSeq: prevSeqFor(audience, outcome), at: outcome.at };
  }

  private publish(entry: NewEntry, outcome: Extract<Outcome, { seq: number }>, origin: string | null): void {
    const { conversationId, type, clientId, body, actor } = entry;
    const { seq, prevPublicSeq, at } = outcome;
    const { kind, id, name } = actor;
    const stored: LogEntry = {
      conversationId,
      seq,
      prevPublicSeq,
      type,
      actor: { kind, id, name },
      clientId,
      at,
      body,
    };
    this.feeds.publish(stored, origin);
    this.inbox.changed(actor.workspaceId, conversationId);
  }
}
