/** A listener's hold on a channel. After `close` returns the listener is never called again; closing twice is harmless. */
export interface Subscription {
  close(): void;
}

export type MessageListener = (message: string) => void;

/**
 * Fan-out between instances: at most once, in order per publisher, and never a reason for a request to fail.
 * What must arrive is read from the log; the bus only says soon that there is something to read.
 */
export abstract class Bus {
  /** Best effort; never throws and never queues without bound. While Redis is away messages are dropped and counted. */
  abstract publish(channel: string, message: string): void;

  /**
   * Resolves once the subscription is in force: what any instance publishes after that arrives as long as the connection
   * lives, on this instance too. While Redis is away it resolves after a short bounded time and takes force by itself on
   * return: `onRecovered` says when. Never rejects. Subscriptions of one channel share one SUBSCRIBE.
   */
  abstract subscribe(channel: string, listener: MessageListener): Promise<Subscription>;

  /**
   * Calls back whenever messages may have been missed and every subscription is in force again: read anew what matters.
   * Returns how to stop.
   */
  abstract onRecovered(listener: () => void): () => void;

  /** Both directions work and every subscription is restored. A Redis that goes silent is noticed within ten seconds. */
  abstract readonly isConnected: boolean;

  /** Messages that were dropped, or not confirmed by Redis, since the start. */
  abstract readonly droppedMessages: number;
}
