import { DomainError } from './domain-error.ts';

export interface BatchLoaderOptions<K> {
  /** Equal keys of a batch are loaded once. */
  keyOf: (key: K) => string;
  batch: number;
  /** Keys that may wait; beyond it a load is refused as `overloaded`. */
  waiting: number;
  /** While there is a crowd, a batch starts this long after the one before: rarer, larger batches. A lone key never waits. */
  spacingMs: number;
}

interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/** Group commit for reads: one batch is under way at a time, and meanwhile the next one collects. */
export class BatchLoader<K, V> {
  #waiting: Waiting<K, V>[] = [];
  #isLoading = false;

  /** `load` answers with one value per key, in the order given. */
  constructor(
    private readonly loadBatch: (keys: readonly K[]) => Promise<readonly V[]>,
    private readonly options: BatchLoaderOptions<K>,
  ) {}

  /** Rejects with the failure of its batch, or `overloaded`. */
  load(key: K): Promise<V> {
    if (this.#waiting.length >= this.options.waiting) return Promise.reject(new DomainError('overloaded'));
    const { promise, resolve, reject } = Promise.withResolvers<V>();
    this.#waiting.push({ key, resolve, reject });
    if (!this.#isLoading) {
      this.#isLoading = true;
      queueMicrotask(() => void this.run());
    }
    return promise;
  }

  private async run(): Promise<void> {
    const startedAt = performance.now();
    await this.settle(this.#waiting.splice(0, this.options.batch));
    if (this.#waiting.length === 0) this.#isLoading = false;
    else setTimeout(() => void this.run(), Math.max(0, startedAt + this.options.spacingMs - performance.now()));
  }

  private async settle(batch: readonly Waiting<K, V>[]): Promise<void> {
    const byKey = Map.groupBy(batch, ({ key }) => this.options.keyOf(key));
    const groups = [...byKey.values()];
    try {
      const values = await this.loadBatch(groups.flatMap(([first]) => (first ? [first.key] : [])));
      groups.forEach((group, index) => {
        for (const { resolve } of group) resolve(values[index] as V);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
