import type { LogEvent, Receipt } from '#contracts';

/** How many messages of others the visitor has not read, as far as the log is loaded. */
export function countUnread(events: readonly LogEvent[], read: number): number {
  return events.filter(({ type, seq, actor }) => type === 'message.created' && seq > read && actor.kind !== 'visitor')
    .length;
}

export function ownReadSeq(receipts: readonly Receipt[]): number {
  return receipts.find(({ actor }) => actor.kind === 'visitor')?.read ?? 0;
}
