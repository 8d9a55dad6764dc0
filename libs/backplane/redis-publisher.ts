import type { RedisConnection } from './redis-connection.ts';

/** What a message costs in memory besides its text while Redis has not confirmed it. */
const OVERHEAD = 512;
/** About the bytes that may wait for Redis: enough for any healthy burst, little enough to lose. */
const BACKLOG_LIMIT = 8 * 1024 * 1024;

type Message = readonly [channel: string, message: string];

/** Writes what is published within one turn of the event loop in one go. Over the limit, or while Redis is away, it drops. */
export class RedisPublisher {
  private batch: Message[] = [];
  private backlog = 0;
  private dropped = 0;

  constructor(private readonly connection: RedisConnection) {}

  get isConnected(): boolean {
    return this.connection.isReady;
  }

  get droppedMessages(): number {
    return this.dropped;
  }

  /** Text and overhead of what Redis has not confirmed yet; never above the limit. */
  get backlogSize(): number {
    return this.backlog;
  }

  publish(channel: string, message: string): void {
    const size = cost(message);
    if (!this.connection.isReady || this.backlog + size > BACKLOG_LIMIT) {
      this.dropped += 1;
      return;
    }
    this.backlog += size;
    if (this.batch.push([channel, message]) === 1) setImmediate(() => void this.flush());
  }

  /** Writes what was collected, then closes the connection once Redis has answered. */
  async close(): Promise<void> {
    void this.flush();
    await this.connection.close();
  }

  private async flush(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length > 0) await this.write(batch);
  }

  private async write(batch: readonly Message[]): Promise<void> {
    const pipeline = this.connection.redis.pipeline();
    for (const [channel, message] of batch) pipeline.publish(channel, message);
    try {
      for (const [error] of (await pipeline.exec()) ?? []) if (error) this.fail(1, error);
    } catch (error) {
      this.fail(batch.length, error);
    }
    for (const [, message] of batch) this.backlog -= cost(message);
  }

  private fail(count: number, error: unknown): void {
    this.dropped += count;
    this.connection.report('Messages could not be published', error);
  }
}

function cost(message: string): number {
  return message.length + OVERHEAD;
}
