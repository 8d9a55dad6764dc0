import { setImmediate as nextTurn } from 'node:timers/promises';

/** Collects what would end the process: rejections and errors nobody caught. */
export class UnhandledWatch {
  private readonly seen: unknown[] = [];
  private readonly see = (error: unknown): void => void this.seen.push(error);

  start(): void {
    process.on('unhandledRejection', this.see);
    process.on('uncaughtException', this.see);
  }

  /** Throws the first of them. */
  async stop(): Promise<void> {
    await nextTurn();
    process.off('unhandledRejection', this.see);
    process.off('uncaughtException', this.see);
    if (this.seen.length > 0) throw new Error('Nobody caught this', { cause: this.seen[0] });
  }
}
