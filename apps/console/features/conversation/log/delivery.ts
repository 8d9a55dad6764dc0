import type { Receipt } from '#contracts';

export type Delivery = 'sent' | 'delivered' | 'seen';

/** How far a stored message has got towards the visitor, by the visitor's watermarks. */
export function deliveryOf(seq: number, receipts: readonly Receipt[]): Delivery {
  const ofVisitor = receipts.filter(({ actor }) => actor.kind === 'visitor');
  if (ofVisitor.some(({ read }) => read >= seq)) return 'seen';
  return ofVisitor.some(({ delivered }) => delivered >= seq) ? 'delivered' : 'sent';
}
