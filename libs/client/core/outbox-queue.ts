import type { ErrorBody } from '#contracts';

import type { OutboxItem } from '../api.ts';
import type { Timeline } from './timeline.ts';
import { lastSeq } from './timeline.ts';

/** An item and the seq the server gave it; null until there is an ack. */
export interface Queued {
  readonly item: OutboxItem;
  readonly seq: number | null;
}

/** The unsent of one conversation, in the order written. */
export type Queue = readonly Queued[];

export function enqueue(queue: Queue, item: OutboxItem): Queue {
  return queue.some((queued) => queued.item.clientId === item.clientId) ? queue : [...queue, { item, seq: null }];
}

/** The one item that may be in flight: a later one never overtakes it, a failed one blocks nobody. */
export function nextToSend(queue: Queue): OutboxItem | undefined {
  return queue.find((queued) => queued.seq === null && queued.item.state === 'sending')?.item;
}

export function acknowledge(queue: Queue, clientId: string, seq: number): Queue {
  return queue.map((queued) => (queued.item.clientId === clientId ? { ...queued, seq } : queued));
}

export function fail(queue: Queue, clientId: string, error: ErrorBody): Queue {
  return replace(queue, clientId, { state: 'failed', error });
}

export function retry(queue: Queue, clientId: string): Queue {
  return replace(queue, clientId, { state: 'sending', error: null });
}

/** Only what has failed can be discarded: anything else may already be stored. */
export function discard(queue: Queue, clientId: string): Queue {
  return queue.filter((queued) => queued.item.clientId !== clientId || queued.item.state !== 'failed');
}

/** Lets go of what the timeline shows, so that each message stands in exactly one of the two. */
export function settle(queue: Queue, timeline: Timeline): Queue {
  if (queue.length === 0) return queue;
  const shown = new Set(timeline.events.map((event) => event.clientId));
  const last = lastSeq(timeline);
  return queue.filter(({ item, seq }) => !shown.has(item.clientId) && (seq === null || seq > last));
}

/** For a conversation nobody follows: an ack is the end. */
export function dropAcknowledged(queue: Queue): Queue {
  return queue.filter((queued) => queued.seq === null);
}

/** The log may have been rewritten: an ack whose event is not shown proves nothing any more, so it is sent again. */
export function doubtAcks(queue: Queue): Queue {
  return queue.map((queued) => ({ ...queued, seq: null }));
}

function replace(queue: Queue, clientId: string, change: Partial<OutboxItem>): Queue {
  return queue.map((queued) =>
    queued.item.clientId === clientId ? { ...queued, item: { ...queued.item, ...change } } : queued,
  );
}
