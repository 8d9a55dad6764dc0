/**
 * A map of what is being used: an entry that was not touched for `keepMs` may be forgotten, and after twice that time it is.
 * It needs no timer and looks at no entry for that: two maps take turns.
 */
export class RecentMap<K, V> {
  #recent = new Map<K, V>();
  #older = new Map<K, V>();
  #turnedAt = -Infinity;

  constructor(private readonly keepMs: number) {}

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  /** Touches it. `now` is in milliseconds of whatever clock the others are of. */
  get(key: K, now: number): V | undefined {
    this.turn(now);
    const value = this.#recent.get(key) ?? this.#older.get(key);
    if (value !== undefined) this.set(key, value, now);
    return value;
  }

  set(key: K, value: V, now: number): void {
    this.turn(now);
    this.#older.delete(key);
    this.#recent.set(key, value);
  }

  private turn(now: number): void {
    const elapsed = now - this.#turnedAt;
    if (elapsed < this.keepMs) return;
    this.#older = elapsed < 2 * this.keepMs ? this.#recent : new Map<K, V>();
    this.#recent = new Map<K, V>();
    this.#turnedAt = now;
  }
}
