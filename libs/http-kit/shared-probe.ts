/** How long an answer counts. */
const KEPT_MS = 1_000;

/** Asks once for all who want to know at the same time, and not again for a second: anybody may ask, and the answer costs a connection. */
export class SharedProbe<T> {
  #answer: Promise<T> | undefined;
  #until = Infinity;

  /** `ask` never rejects. */
  constructor(
    private readonly ask: () => Promise<T>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  answer(): Promise<T> {
    if (this.#answer && this.now() < this.#until) return this.#answer;
    this.#until = Infinity;
    this.#answer = this.ask().finally(() => {
      this.#until = this.now() + KEPT_MS;
    });
    return this.#answer;
  }
}
