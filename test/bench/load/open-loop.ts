import type { Exchange } from './exchange.ts';

/**
 * So many messages per second over all members in turn, whatever the answers do. Latency counts from when a message was due,
 * not from when it was sent: a server that stalls, or a generator that is late, shows (no coordinated omission).
 */
export function openLoop(exchange: Exchange, perSecond: number): { start(): void; stop(): void } {
  let begin = 0;
  let sent = 0;
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    const due = ((performance.now() - begin) / 1000) * perSecond;
    for (; sent < due; sent += 1) {
      const sender = exchange.senders[sent % exchange.senders.length];
      if (sender) exchange.send(sender, begin + (sent / perSecond) * 1000);
    }
    timer = setTimeout(tick, 1);
  };
  return {
    start() {
      begin = performance.now();
      tick();
    },
    stop: () => clearTimeout(timer),
  };
}
