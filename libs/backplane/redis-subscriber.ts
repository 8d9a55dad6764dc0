import { chunk } from './chunk.ts';
import { RedisChannel } from './redis-channel.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisTimings } from './redis-timings.ts';

/** One by one is four times slower. */
const CHANNELS_PER_COMMAND = 500;

/**
 * Keeps the connection subscribed to what is wanted. Every SUBSCRIBE and UNSUBSCRIBE goes through one connection in the
 * order of the wishes, so the last wish wins; what was confirmed counts only for the connection that confirmed it.
 */
export class RedisSubscriber {
  private readonly channels = new Map<string, RedisChannel>();
  private readonly lingering = new Set<RedisChannel>();
  private readonly recoveryListeners = new Set<() => void>();
  private queue: RedisChannel[] = [];
  /** Counts lost connections and failed attempts: tells whether an answer still is about the connection at hand. */
  private connectionNumber = 0;
  private isRestored = false;

  constructor(
    private readonly connection: RedisConnection,
    private readonly timings: RedisTimings,
    onMessage: (channel: string, message: string) => void,
  ) {
    connection.redis.on('message', onMessage);
    connection.redis.on('ready', () => void this.restore());
    connection.redis.on('close', () => this.forget());
  }

  /** The connection works and everything wanted was subscribed on it. */
  get isConnected(): boolean {
    return this.connection.isReady && this.isRestored;
  }

  /** Resolves when the channel is in force; when that takes too long it resolves anyway and a recovery follows. */
  async want(name: string): Promise<void> {
    const channel = this.channels.get(name) ?? this.open(name);
    channel.isWanted = true;
    if (this.connection.isReady && channel.isConfirmedOn(this.connectionNumber)) return;
    if (this.connection.isGivenUp) channel.isOverdue = true;
    else await channel.wait(this.timings.patience);
  }

  /** Ends the subscription after a while, unless it is wanted again by then. */
  drop(name: string): void {
    const channel = this.channels.get(name);
    if (!channel) return;
    channel.isWanted = false;
    this.lingering.add(channel);
    if (this.lingering.size === 1) setTimeout(() => this.endUnwanted(), this.timings.linger).unref();
  }

  onRecovered(listener: () => void): () => void {
    const own = (): void => listener();
    this.recoveryListeners.add(own);
    return () => this.recoveryListeners.delete(own);
  }

  async close(): Promise<void> {
    this.recoveryListeners.clear();
    for (const channel of this.channels.values()) channel.release();
    await this.connection.close();
  }

  private open(name: string): RedisChannel {
    const channel = new RedisChannel(name);
    this.channels.set(name, channel);
    this.enqueue([channel]);
    return channel;
  }

  /** Collects what is wanted within one turn of the event loop. */
  private enqueue(channels: readonly RedisChannel[]): void {
    if (this.queue.length === 0) setImmediate(() => this.flush());
    this.queue.push(...channels);
  }

  private flush(): void {
    const queue = this.queue.filter((channel) => this.channels.get(channel.name) === channel);
    this.queue = [];
    if (this.connection.isReady) void this.subscribe(queue); // otherwise `restore` will take all there is
  }

  private async restore(): Promise<void> {
    const connection = this.connectionNumber;
    this.queue = [];
    await this.subscribe([...this.channels.values()]);
    if (connection !== this.connectionNumber) return;
    this.isRestored = true;
    if (connection > 0) this.announceRecovery();
  }

  private async subscribe(channels: readonly RedisChannel[]): Promise<void> {
    await Promise.all(chunk(channels, CHANNELS_PER_COMMAND).map((some) => this.subscribeChunk(some)));
  }

  private async subscribeChunk(channels: readonly RedisChannel[]): Promise<void> {
    const connection = this.connectionNumber;
    try {
      await this.connection.redis.subscribe(...channels.map(({ name }) => name));
      if (connection === this.connectionNumber) this.confirm(channels);
    } catch (error) {
      if (connection === this.connectionNumber && this.connection.isReady) this.retryLater(channels, error);
    }
  }

  private confirm(channels: readonly RedisChannel[]): void {
    const isOverdue = channels.some((channel) => channel.isOverdue);
    for (const channel of channels) channel.confirm(this.connectionNumber);
    if (isOverdue && this.isRestored) this.announceRecovery();
  }

  /** Redis itself refused, e.g. for want of a permission; the connection is fine, so nothing else would bring it back. */
  private retryLater(channels: readonly RedisChannel[], error: unknown): void {
    this.connection.report('Redis refused a subscription', error);
    for (const channel of channels) channel.isOverdue = true;
    const connection = this.connectionNumber;
    const retry = (): void => {
      if (connection === this.connectionNumber) this.enqueue(channels);
    };
    setTimeout(retry, this.timings.refusal).unref();
  }

  private endUnwanted(): void {
    const ended = [...this.lingering].filter(
      (channel) => !channel.isWanted && this.channels.get(channel.name) === channel,
    );
    this.lingering.clear();
    for (const { name } of ended) this.channels.delete(name);
    if (this.connection.isReady) for (const some of chunk(ended, CHANNELS_PER_COMMAND)) this.unsubscribe(some);
  }

  private unsubscribe(channels: readonly RedisChannel[]): void {
    const names = channels.map(({ name }) => name);
    this.connection.redis
      .unsubscribe(...names)
      .catch((error: unknown) => this.connection.report('Redis refused to end a subscription', error));
  }

  /** The connection is gone, and with it every subscription. */
  private forget(): void {
    this.connectionNumber += 1;
    this.isRestored = false;
  }

  private announceRecovery(): void {
    const listeners = Array.from(this.recoveryListeners);
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        this.connection.report('A listener for recoveries failed', error);
      }
    }
  }
}
