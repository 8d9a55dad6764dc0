import type { OutboxItem } from '#client';
import type { Actor, ActorKind, Receipt } from '#contracts';

import type { Entry } from './timeline-item.ts';

export type StoredState = 'sent' | 'delivered' | 'seen';

/** How far an entry has got: the first states are the outbox's, the others the log's. */
export type DeliveryState = OutboxItem['state'] | StoredState;

export function deliveryState(entry: Entry, author: Actor, receipts: readonly Receipt[]): DeliveryState {
  return entry.outbox ? entry.outbox.state : storedState(entry.seq, author.kind, receipts);
}

/**
 * How far a stored message has got towards the other side: from a visitor to anyone else, from anyone else to the visitor.
 * What was read was delivered, whether or not that was reported.
 */
export function storedState(seq: number, from: ActorKind, receipts: readonly Receipt[]): StoredState {
  const others = receipts.filter(({ actor }) => (actor.kind === 'visitor') !== (from === 'visitor'));
  if (others.some(({ read }) => read >= seq)) return 'seen';
  return others.some(({ delivered }) => delivered >= seq) ? 'delivered' : 'sent';
}
