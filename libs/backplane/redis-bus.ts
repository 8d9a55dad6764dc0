import { Bus } from './bus.ts';
import type { MessageListener, Subscription } from './bus.ts';
import type { RedisKeys } from './keys.ts';
import { LocalSubscriptions } from './local-subscriptions.ts';
import { RedisConnection } from './redis-connection.ts';
import { RedisPublisher } from './redis-publisher.ts';
import { RedisSubscriber } from './redis-subscriber.ts';
import type { RedisTimings } from './redis-timings.ts';
import type { Report } from './report.ts';

export interface RedisBusOptions {
  url: string;
  keys: RedisKeys;
  timings: RedisTimings;
  report: Report;
  /** Also writes presence; closed with the bus. */
  publisher: RedisConnection;
}

/** Redis pub/sub on one connection for each direction, since a subscriber's output buffer must hold nothing else. */
export class RedisBus extends Bus {
  private readonly keys: RedisKeys;
  private readonly subscriptions: LocalSubscriptions;
  private readonly publisher: RedisPublisher;
  private readonly subscriber: RedisSubscriber;

  constructor({ url, keys, timings, report, publisher }: RedisBusOptions) {
    super();
    const connection = new RedisConnection({ url, role: 'subscriber', timings, report });
    this.keys = keys;
    this.subscriptions = new LocalSubscriptions(report);
    this.publisher = new RedisPublisher(publisher);
    this.subscriber = new RedisSubscriber(connection, timings, (channel, message) =>
      this.subscriptions.deliver(channel, message),
    );
  }

  get isConnected(): boolean {
    return this.publisher.isConnected && this.subscriber.isConnected;
  }

  get droppedMessages(): number {
    return this.publisher.droppedMessages;
  }

  /** Bytes, about, of what was published and is not confirmed yet; bounded. */
  get backlogSize(): number {
    return this.publisher.backlogSize;
  }

  publish(channel: string, message: string): void {
    this.publisher.publish(this.keys.channel(channel), message);
  }

  async subscribe(channel: string, listener: MessageListener): Promise<Subscription> {
    const name = this.keys.channel(channel);
    const subscription = this.subscriptions.add(name, listener, () => this.subscriber.drop(name));
    await this.subscriber.want(name);
    return subscription;
  }

  onRecovered(listener: () => void): () => void {
    return this.subscriber.onRecovered(listener);
  }

  /** Writes what was published before the call, then closes both connections. */
  async close(): Promise<void> {
    await Promise.all([this.publisher.close(), this.subscriber.close()]);
  }
}
