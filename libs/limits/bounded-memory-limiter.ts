import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Keys counted at once. Beyond it the oldest is forgotten: a crowd can make us forgiving, but not run out of memory. */
const CAPACITY = 20_000;

/** The library's counters in memory, with an upper bound: it has none of its own. */
export class BoundedMemoryLimiter extends RateLimiterMemory {
  /** In the order in which their windows began, and so end. */
  readonly #keys = new Set<string | number>();

  override async consume(
    key: string | number,
    points?: number,
    options?: Record<string, unknown>,
  ): Promise<RateLimiterRes> {
    try {
      return await this.#noted(key, await super.consume(key, points, options));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) await this.#noted(key, refusal);
      throw refusal;
    }
  }

  async #noted(key: string | number, result: RateLimiterRes): Promise<RateLimiterRes> {
    if (!result.isFirstInDuration) return result;
    this.#keys.delete(key);
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > CAPACITY && oldest !== undefined) {
      this.#keys.delete(oldest);
      await this.delete(oldest);
    }
    return result;
  }
}
