import { DomainError } from './domain-error.ts';

/** Runs at most so many pieces of work at a time, and lets at most so many wait; beyond that it throws `overloaded` at once. */
export class BoundedWork {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly atOnce: number,
    private readonly mayWait: number,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.#running < this.atOnce) return void (this.#running += 1);
    if (this.#waiting.length >= this.mayWait) throw new DomainError('overloaded');
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes straight to the next one. */
  private leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
