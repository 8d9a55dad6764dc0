import { Bus } from './bus.ts';
import type { MessageListener, Subscription } from './bus.ts';
import { LocalSubscriptions } from './local-subscriptions.ts';
import type { Report } from './report.ts';

/** The bus of a single process. Nothing is ever missed, so `onRecovered` never calls. */
export class MemoryBus extends Bus {
  readonly isConnected = true;
  readonly droppedMessages = 0;
  private readonly subscriptions: LocalSubscriptions;

  constructor(report: Report) {
    super();
    this.subscriptions = new LocalSubscriptions(report);
  }

  /** Delivers after the caller's code has run, as a network would. */
  publish(channel: string, message: string): void {
    queueMicrotask(() => this.subscriptions.deliver(channel, message));
  }

  subscribe(channel: string, listener: MessageListener): Promise<Subscription> {
    return Promise.resolve(this.subscriptions.add(channel, listener, () => undefined));
  }

  onRecovered(): () => void {
    return () => undefined;
  }
}
