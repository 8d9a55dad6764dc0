import { Claims } from './claims.ts';

/** Beyond it the oldest are forgotten early. */
const LIMIT = 100_000;

/** The claims of a single process. */
export class MemoryClaims extends Claims {
  /** Name to the end of its claim, the oldest claim first. */
  readonly #claimed = new Map<string, number>();

  claim(name: string, seconds: number): Promise<boolean> {
    return Promise.resolve(this.take(name, seconds));
  }

  /** As `claim`, without waiting. */
  take(name: string, seconds: number): boolean {
    const now = performance.now();
    this.forget(now);
    if ((this.#claimed.get(name) ?? 0) > now) return false;
    this.#claimed.delete(name);
    this.#claimed.set(name, now + seconds * 1000);
    return true;
  }

  private forget(now: number): void {
    for (const [name, end] of this.#claimed) {
      if (end > now && this.#claimed.size < LIMIT) return;
      this.#claimed.delete(name);
    }
  }
}
