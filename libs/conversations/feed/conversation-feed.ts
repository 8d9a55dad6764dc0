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
  #patience: NodeJS.Timeout | undefined;
  #catchingUp: Promise<void> | undefined;

  constructor(
    private readonly readAfter: ReadAfter,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Seq of the last entry that was delivered, null before `start`. */
  get delivered(): number | null {
    return this.#delivered;
  }

  /** `head`: the last seq of the log, read after the subscription took force. Only the first call counts. */
  start(head: number): void {
    if (this.#delivered !== null) return;
    this.#delivered = head;
    this.#flush();
  }

  stop(): void {
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
    if (this.#delivered !== null && entry.seq <= this.#delivered) return;
    if (this.#held.size < HELD_MAX && !this.#held.has(entry.seq)) this.#held.set(entry.seq, { entry, origin });
    this.#flush();
  }

  signal(signal: Signal): void {
    for (const listener of this.#listeners) listener.onSignal?.(signal);
  }

  /** Delivers what the log has and the bus did not bring. Never rejects: whoever found us behind will find us so again. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#readMissing()
      .catch(this.onFailure)
      .finally(() => (this.#catchingUp = undefined));
    return this.#catchingUp;
  }

  async #readMissing(): Promise<void> {
    for (let hasMore = true; hasMore && this.#delivered !== null;) {
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
      this.#held.delete(next.entry.seq);
      for (const listener of this.#listeners) listener.onEntry(next.entry, next.origin);
    }
    this.#watchGap(this.#delivered);
  }

  #watchGap(delivered: number): void {
    for (const seq of this.#held.keys()) if (seq <= delivered) this.#held.delete(seq);
    if (this.#held.size === 0) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
    } else {
      this.#patience ??= setTimeout(() => {
        this.#patience = undefined;
        void this.catchUp();
      }, GAP_PATIENCE_MS);
    }
  }
}
