const NEVER = -1;

/** A channel as Redis sees it: on which connection it confirmed the subscription, and who waits for that. */
export class RedisChannel {
  /** False while it lingers without listeners. */
  isWanted = true;
  /** Someone went on without waiting any longer: once it is in force they must be told to look again. */
  isOverdue = false;
  private confirmedOn = NEVER;
  private readonly waiters = new Set<() => void>();

  constructor(readonly name: string) {}

  isConfirmedOn(connection: number): boolean {
    return this.confirmedOn === connection;
  }

  confirm(connection: number): void {
    this.confirmedOn = connection;
    this.isOverdue = false;
    this.release();
  }

  /** Resolves when the channel is confirmed, or after `patience` milliseconds, which makes it overdue. */
  wait(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.isOverdue = true;
        done();
      }, patience);
      this.waiters.add(done);
    });
  }

  release(): void {
    for (const done of this.waiters) done();
  }
}
