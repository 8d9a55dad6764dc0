/** What has to be stopped, newest first, whatever happens. */
export class Stoppers {
  readonly #stops: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;

  /** Returns what it was given. */
  add<T extends { stop(): Promise<void> }>(running: T): T {
    this.#stops.push(() => running.stop());
    return running;
  }

  /** Safe to call twice; a stop that fails does not keep the others from happening. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (let next = this.#stops.pop(); next; next = this.#stops.pop()) await next().catch(() => undefined);
  }
}
