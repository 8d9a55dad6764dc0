/** Runs a command; settles when it has been answered. Must not reject. */
export type Job = () => Promise<void>;

/**
 * The commands of one socket, in the order in which they came. Pipelined ones overlap each other (each starts, and so enters
 * the log's queue, in order); any other waits for all before it and holds back all after it.
 */
export class CommandQueue {
  readonly #waiting: { job: Job; isPipelined: boolean }[] = [];
  #running = 0;
  #isExclusive = false;

  /** Commands that are not answered yet. */
  get pending(): number {
    return this.#waiting.length + this.#running;
  }

  add(job: Job, isPipelined: boolean): void {
    this.#waiting.push({ job, isPipelined });
    this.#startNext();
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next && this.#mayStart(next.isPipelined); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#running += 1;
      this.#isExclusive = !next.isPipelined;
      void next.job().finally(() => {
        this.#running -= 1;
        this.#isExclusive = false;
        this.#startNext();
      });
    }
  }

  #mayStart(isPipelined: boolean): boolean {
    return this.#running === 0 || (isPipelined && !this.#isExclusive);
  }
}
