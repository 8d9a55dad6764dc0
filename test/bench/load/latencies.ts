/** Milliseconds; empty figures are null. */
export interface Percentiles {
  count: number;
  p50: number | null;
  p99: number | null;
  max: number | null;
}

/** Collects without allocating per sample. */
export class Latencies {
  #values = new Float64Array(1 << 14);
  #count = 0;

  add(milliseconds: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = milliseconds;
    this.#count += 1;
  }

  summary(): Percentiles {
    const sorted = this.#values.subarray(0, this.#count).toSorted();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
    return { count: this.#count, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? null };
  }
}
