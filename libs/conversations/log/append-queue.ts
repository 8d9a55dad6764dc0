import { setImmediate } from 'node:timers/promises';

import { DomainError } from '#common';

import type { NewEntry, Outcome } from './append.ts';

/** Stores a batch; answers with one outcome per entry, in the order given. Rejects when the outcome of all is unknown. */
export type StoreBatch = (entries: readonly NewEntry[]) => Promise<Outcome[]>;

interface Waiting {
  entry: NewEntry;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

export interface QueueLimits {
  /** Batches in flight at once; a conversation always has the same lane. */
  lanes: number;
  batch: number;
  /** Entries that may wait in one lane; beyond it they are refused as `overloaded`, so that memory stays flat. */
  waiting: number;
}

/**
 * Group commit: while a batch is being committed the next one collects, so a lone entry waits for nobody and a crowd shares
 * its round trips. Entries of one conversation are stored in the order in which they were given, never in two batches at once.
 */
export class AppendQueue {
  readonly #lanes: Lane[];

  constructor(store: StoreBatch, isUnavailable: (error: unknown) => boolean, limits: QueueLimits) {
    this.#lanes = Array.from({ length: limits.lanes }, () => new Lane(store, isUnavailable, limits));
  }

  /** Enters the queue before it returns. Rejects with `overloaded`, or with the failure of the store. */
  add(entry: NewEntry): Promise<Outcome> {
    // The last digits of a UUID are random in every version.
    const lane = this.#lanes[parseInt(entry.conversationId.slice(-6), 16) % this.#lanes.length];
    if (!lane) throw new RangeError('an append queue needs a lane');
    return lane.add(entry);
  }
}

class Lane {
  #waiting: Waiting[] = [];
  #isStoring = false;

  constructor(
    private readonly store: StoreBatch,
    private readonly isUnavailable: (error: unknown) => boolean,
    private readonly limits: QueueLimits,
  ) {}

  add(entry: NewEntry): Promise<Outcome> {
    if (this.#waiting.length >= this.limits.waiting) return Promise.reject(new DomainError('overloaded'));
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    this.#waiting.push({ entry, resolve, reject });
    if (!this.#isStoring) void this.run();
    return promise;
  }

  private async run(): Promise<void> {
    this.#isStoring = true;
    while (this.#waiting.length > 0) {
      // What the sockets have brought by now shares the batch: it is read before this turn of the event loop ends.
      await setImmediate();
      await this.settle(this.takeBatch());
    }
    this.#isStoring = false;
  }

  /** A change of state is judged by the conversation's row as it is before the batch, so it is its conversation's only entry there. */
  private takeBatch(): Waiting[] {
    const seen = new Map<string, boolean>();
    const end = this.#waiting.findIndex(({ entry }, index) => {
      const isChange = entry.type !== 'message.created' && entry.type !== 'note.added';
      const before = seen.get(entry.conversationId);
      seen.set(entry.conversationId, isChange);
      return index >= this.limits.batch || before === true || (before === false && isChange);
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.store(batch.map(({ entry }) => entry));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome) resolve(outcome);
        else reject(new Error('an entry of a batch got no outcome'));
      });
    } catch (error) {
      // Not the database's state but something in the batch: find it, so that it fails alone.
      if (batch.length > 1 && !this.isUnavailable(error)) for (const one of batch) await this.settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
