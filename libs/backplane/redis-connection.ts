import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';

import type { Report } from './report.ts';
import type { RedisTimings } from './redis-timings.ts';
import { retryDelay } from './retry-delay.ts';
import { within } from './within.ts';

export interface RedisConnectionOptions {
  url: string;
  role: 'publisher' | 'subscriber' | 'limits';
  timings: RedisTimings;
  report: Report;
}

/**
 * One connection that comes back by itself for ever, notices a silent peer, and keeps nothing for later: a command that is
 * given while it is away, or unanswered when it breaks, is rejected at once.
 */
export class RedisConnection {
  readonly redis: Redis;
  private isUp = false;
  private awaySince = performance.now();
  private isClosed = false;
  private lastReport = '';
  private readonly heartbeat: NodeJS.Timeout;

  constructor(private readonly options: RedisConnectionOptions) {
    this.redis = new Redis(options.url, redisOptions(options));
    this.redis.on('error', (error) => this.report(`Redis ${options.role} connection failed`, error));
    this.redis.on('close', () => this.onClose());
    this.redis.on('ready', () => this.onReady());
    this.heartbeat = setInterval(() => this.ping(), options.timings.ping).unref();
  }

  get isReady(): boolean {
    return !this.isClosed && this.redis.status === 'ready';
  }

  /** True when it is not worth waiting for: away for longer than the patience, or closed. */
  get isGivenUp(): boolean {
    if (this.isReady) return false;
    return this.isClosed || performance.now() - this.awaySince > this.options.timings.patience;
  }

  /** Says the same thing once in a row: an outage is a line in the log, not a flood. */
  report(message: string, error: unknown): void {
    const report = `${message}: ${String(error)}`;
    if (this.isClosed || report === this.lastReport) return;
    this.lastReport = report;
    this.options.report(message, error);
  }

  /** Lets what was written be answered, for a bounded time, then closes for good. Never rejects. */
  async close(): Promise<void> {
    const wasReady = this.isReady;
    this.isClosed = true;
    clearInterval(this.heartbeat);
    if (wasReady) await within(this.options.timings.patience, this.quit());
    if (this.redis.status !== 'end') this.redis.disconnect();
  }

  private async quit(): Promise<void> {
    const ended = new Promise((resolve) => {
      this.redis.once('end', resolve);
    });
    await this.redis.quit();
    await ended;
  }

  /** `socketTimeout` counts only while an answer is due: the ping makes one due. */
  private ping(): void {
    if (this.isReady) this.redis.ping().catch(() => undefined);
  }

  private onReady(): void {
    this.isUp = true;
    this.lastReport = '';
  }

  /** Called after every failed attempt too: the outage began when the connection was up last. */
  private onClose(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.awaySince = performance.now();
    this.report(`Redis ${this.options.role} connection lost`, new Error('The connection was closed'));
  }
}

function redisOptions({ role, timings }: RedisConnectionOptions): RedisOptions {
  return {
    connectionName: `parley:${role}`,
    retryStrategy: (attempt) => retryDelay(attempt),
    connectTimeout: timings.silence,
    socketTimeout: timings.silence,
    disconnectTimeout: 250,
    maxLoadingRetryTime: 1_000,
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    // Not a limit of retries: with 0 a broken connection rejects what is unanswered; otherwise it would stay pending for ever.
    maxRetriesPerRequest: 0,
    // A primary that became a replica keeps its connections; its name now leads to the new primary.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}
