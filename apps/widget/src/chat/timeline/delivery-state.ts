import type { Receipt } from '#contracts';

/** How far an own message got. The first two are the outbox's, the others the log's. */
export type DeliveryState = 'sending' | 'failed' | 'sent' | 'delivered' | 'seen';

/** How far anyone on the other side has received and read. */
export interface Watermarks {
  delivered: number;
  read: number;
}

export function watermarksOfOthers(receipts: readonly Receipt[]): Watermarks {
  const others = receipts.filter(({ actor }) => actor.kind !== 'visitor');
  return {
    delivered: Math.max(0, ...others.map(({ delivered }) => delivered)),
    read: Math.max(0, ...others.map(({ read }) => read)),
  };
}

/** What was read was delivered, whether or not that was reported. */
export function deliveryState(seq: number, { delivered, read }: Watermarks): DeliveryState {
  if (seq <= read) return 'seen';
  return seq <= delivered ? 'delivered' : 'sent';
}
