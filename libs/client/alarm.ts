/** Waits that end early when the world changes: a connection comes up, the page returns, the client stops. */
export class Alarm {
  readonly #sleepers = new Set<() => void>();

  /** Resolves after `ms`, or at the next `wake`. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#sleepers.add(wake);
    });
  }

  /** Before the same is asked again. Waking does not make void when a server wants to be asked, unless nobody wants to know. */
  async pause(attempt: number, atLeastMs: number, isWanted: () => boolean): Promise<void> {
    const end = Date.now() + atLeastMs;
    await this.sleep(atLeastMs + backoff(attempt));
    while (Date.now() < end && isWanted()) await this.sleep(end - Date.now());
  }

  wake(): void {
    for (const wake of this.#sleepers) wake();
  }
}

/**
 * How long to wait after the n-th failure (from 0), in ms: half a second to a bound that doubles from 1 s to 10 s, spread
 * evenly so that the clients of a lost server do not return together.
 */
export function backoff(attempt: number, random = Math.random()): number {
  const bound = Math.min(10_000, 1_000 * 2 ** attempt);
  return 500 + random * (bound - 500);
}
