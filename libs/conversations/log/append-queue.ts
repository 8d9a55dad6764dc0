import { setImmediate, setTimeout } from 'node:timers/promises';

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
  /** After a batch of this many the next one starts `spacingMs` after it: in a crowd, a call costs more than the wait. */
  crowd: number;
  spacingMs: number;
  /** What may wait in one lane, in entries and in characters; beyond either it is refused as `overloaded`: memory stays flat. */
  waiting: number;
  waitingCharacters: number;
}

/** What to do when a batch failed: the database is away for all, or something in the batch is to blame and is to be found. */
export type JudgeFailure = (error: unknown) => 'all' | 'conversation' | 'entry';

/**
 * Group commit: while a batch is being committed the next one collects, so a lone entry waits for nobody and a crowd shares
 * its round trips. Entries of one conversation are stored in the order in which they were given, never in two batches at once.
 */
export class AppendQueue {
  readonly #lanes: Lane[];

  constructor(store: StoreBatch, judge: JudgeFailure, limits: QueueLimits) {
    this.#lanes = Array.from({ length: limits.lanes }, () => new Lane(store, judge, limits));
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
  #characters = 0;
  #isStoring = false;

  constructor(
    private readonly store: StoreBatch,
    private readonly judge: JudgeFailure,
    private readonly limits: QueueLimits,
  ) {}

  add(entry: NewEntry): Promise<Outcome> {
    if (this.isFull()) return Promise.reject(new DomainError('overloaded'));
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    this.#waiting.push({ entry, resolve, reject });
    this.#characters += sizeOf(entry);
    if (!this.#isStoring) void this.run();
    return promise;
  }

  private isFull(): boolean {
    return this.#waiting.length >= this.limits.waiting || this.#characters > this.limits.waitingCharacters;
  }

  private async run(): Promise<void> {
    this.#isStoring = true;
    while (this.#waiting.length > 0) {
      // What the sockets have brought by now shares the batch: it is read before this turn of the event loop ends.
      await setImmediate();
      const startedAt = performance.now();
      const batch = this.takeBatch();
      await this.settle(batch);
      const rest = startedAt + this.limits.spacingMs - performance.now();
      if (rest > 0 && batch.length >= this.limits.crowd) await setTimeout(rest);
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
    return this.take(end < 0 ? this.#waiting.length : end);
  }

  private take(count: number): Waiting[] {
    const taken = this.#waiting.splice(0, count);
    for (const { entry } of taken) this.#characters -= sizeOf(entry);
    return taken;
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
      await this.settleFailed(batch, error);
    }
  }

  private async settleFailed(batch: readonly Waiting[], error: unknown): Promise<void> {
    const blame = this.judge(error);
    const parts = blame === 'all' ? [] : split(batch, blame);
    if (parts.length > 1) {
      for (const part of parts) await this.settle(part);
      return;
    }
    // Those who wait would only find the same, a time-out later.
    const failed = blame === 'all' ? [...batch, ...this.take(this.#waiting.length)] : batch;
    for (const { reject } of failed) reject(error);
  }
}

function split(batch: readonly Waiting[], by: 'conversation' | 'entry'): Waiting[][] {
  if (by === 'entry') return batch.map((one) => [one]);
  return [...Map.groupBy(batch, ({ entry }) => entry.conversationId).values()];
}

function sizeOf({ body }: NewEntry): number {
  return 'text' in body && typeof body.text === 'string' ? body.text.length : 0;
}
