import type { LogEvent, Receipt } from '#contracts';

/** How many messages of others the visitor has not read, as far as the log is loaded. */
export function countUnread(events: readonly LogEvent[], read: number): number {
  return events.filter(({ type, seq, actor }) => type === 'message.created' && seq > read && actor.kind !== 'visitor')
    .length;
}

/** The visitor may have been another one when the conversation began: what any of them has read was read. */
export function ownReadSeq(receipts: readonly Receipt[]): number {
  return Math.max(0, ...receipts.map(({ actor, read }) => (actor.kind === 'visitor' ? read : 0)));
}
