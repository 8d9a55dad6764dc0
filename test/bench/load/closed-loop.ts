import type { Exchange } from './exchange.ts';

/** Every member keeps so many messages unanswered: the next goes out when one is acknowledged. */
export function closedLoop(exchange: Exchange, inFlight: number): { start(): void; stop(): void } {
  let isRunning = false;
  exchange.onAnswered = (sender) => {
    if (isRunning) exchange.send(sender, performance.now());
  };
  return {
    start() {
      isRunning = true;
      for (const sender of exchange.senders)
        for (let count = 0; count < inFlight; count += 1) exchange.send(sender, performance.now());
    },
    stop: () => void (isRunning = false),
  };
}
