import { Injectable } from '@nestjs/common';

/** What has to be finished before the process may leave. */
export type DrainTask = () => Promise<void> | void;

/** One flag and one list per process: whether it is draining, and what must be finished first. */
@Injectable()
export class Lifecycle {
  readonly #tasks: DrainTask[] = [];
  #draining = false;

  get isDraining(): boolean {
    return this.#draining;
  }

  /** Tasks run side by side, once, while database and bus are still there. */
  onDrain(task: DrainTask): void {
    this.#tasks.push(task);
  }

  /** Resolves when every task is done or the limit is over; true when all were done. A task that fails counts as done. */
  async drain(limitMs: number): Promise<boolean> {
    this.#draining = true;
    const tasks = Promise.allSettled(this.#tasks.map(async (task) => task())).then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), limitMs);
    });
    const isDone = await Promise.race([tasks, limit]);
    clearTimeout(timer);
    return isDone;
  }
}
