import type { LogEntry } from '../log/log-entry.ts';
import type { Stretch } from '../log/log-reader.ts';
import type { Signal } from './signal.ts';

export interface FeedListener {
  /** Entries come in seq order, each once, without gaps. `origin` is the connection that wrote it, where this instance knows. */
  onEntry(entry: LogEntry, origin: string | null): void;
  onSignal?(signal: Signal): void;
}

/** Reads what follows a seq, for every audience. */
export type ReadAfter = (seq: number) => Promise<Stretch>;

/** How long an entry past a hole waits for the missing one to arrive by itself before the log is asked. */
const GAP_PATIENCE_MS = 50;
/** And how long at most before it is asked again, where the answer did not help. */
const GAP_PATIENCE_MAX_MS = 2_000;
/** Entries kept past a hole; more are read from the log again. */
const HELD_MAX = 500;

/**
 * One conversation as this instance hears it. The bus may lose, double and reorder; listeners get the log: what is missing
 * is read from it. Nothing is delivered until `start` has said where the log stood when the subscription took force.
 */
export class ConversationFeed {
  readonly #listeners = new Set<FeedListener>();
  readonly #held = new Map<number, { entry: LogEntry; origin: string | null }>();
  #delivered: number | null = null;
  #startedAt = 0;
  #isStopped = false;
  #patience: NodeJS.Timeout | undefined;
  #patienceMs = GAP_PATIENCE_MS;
  #catchingUp: Promise<void> | undefined;

  constructor(
    private readonly readAfter: ReadAfter,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Seq of the last entry that was delivered, null before `start`. */
  get delivered(): number | null {
    return this.#delivered;
  }

  /**
   * `head`: the last seq of the log, read after the subscription took force and after the reader began to listen. The first
   * reader's counts: entries up to it are delivered to nobody. False for a reader whose head is older: it has to read again.
   */
  start(head: number): boolean {
    if (this.#delivered === null) {
      this.#delivered = head;
      this.#startedAt = head;
      this.#flush();
    }
    return head >= this.#startedAt;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#patience);
    this.#listeners.clear();
    this.#held.clear();
  }

  /** From now on; returns how to stop. */
  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  offer(entry: LogEntry, origin: string | null): void {
    if (this.#isStopped || (this.#delivered !== null && entry.seq <= this.#delivered)) return;
    const isNext = entry.seq - 1 === this.#delivered;
    if ((isNext || this.#held.size < HELD_MAX) && !this.#held.has(entry.seq))
      this.#held.set(entry.seq, { entry, origin });
    this.#flush();
  }

  signal(signal: Signal): void {
    this.#tell((listener) => listener.onSignal?.(signal));
  }

  /** Delivers what the log has and the bus did not bring. Never rejects: whoever found us behind will find us so again. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#readMissing()
      .catch(this.onFailure)
      .finally(() => (this.#catchingUp = undefined));
    return this.#catchingUp;
  }

  async #readMissing(): Promise<void> {
    for (let hasMore = true; hasMore && this.#delivered !== null && !this.#isStopped;) {
      const stretch = await this.readAfter(this.#delivered);
      for (const entry of stretch.entries)
        if (!this.#held.has(entry.seq)) this.#held.set(entry.seq, { entry, origin: null });
      this.#flush();
      hasMore = stretch.hasMore;
    }
  }

  #flush(): void {
    if (this.#delivered === null) return;
    for (let next = this.#held.get(this.#delivered + 1); next; next = this.#held.get(this.#delivered + 1)) {
      this.#delivered = next.entry.seq;
      this.#patienceMs = GAP_PATIENCE_MS;
      this.#held.delete(next.entry.seq);
      const { entry, origin } = next;
      this.#tell((listener) => listener.onEntry(entry, origin));
    }
    this.#watchGap(this.#delivered);
  }

  /** One that throws harms neither the others nor the writer. */
  #tell(tell: (listener: FeedListener) => void): void {
    for (const listener of this.#listeners) {
      try {
        tell(listener);
      } catch (error) {
        this.onFailure(error);
      }
    }
  }

  #watchGap(delivered: number): void {
    for (const seq of this.#held.keys()) if (seq <= delivered) this.#held.delete(seq);
    if (this.#held.size === 0) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
    } else {
      this.#patience ??= setTimeout(() => {
        this.#patience = undefined;
        this.#patienceMs = Math.min(this.#patienceMs * 2, GAP_PATIENCE_MAX_MS);
        void this.catchUp();
      }, this.#patienceMs);
    }
  }
}
