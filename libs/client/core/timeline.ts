import type { EventPage, LogEvent } from '#contracts';

/**
 * The part of a conversation's log that a reader has: `events` never has a hole. `held` are events that arrived behind one;
 * they wait, in seq order, until what is missing has come.
 */
export interface Timeline {
  /** False until the first page is there; all that arrives before is held. */
  readonly isLoaded: boolean;
  readonly events: readonly LogEvent[];
  readonly held: readonly LogEvent[];
}

export type Page = Pick<EventPage, 'events' | 'hasMore'>;

export const EMPTY: Timeline = { isLoaded: false, events: [], held: [] };

/** Held events are bounded by letting go of the first ones: the last one keeps the gap visible, and the log has them all. */
const HELD_MAX = 256;

/** Seq of the newest event that is shown, 0 when there is none. */
export function lastSeq(timeline: Timeline): number {
  return timeline.events.at(-1)?.seq ?? 0;
}

export function hasOlder(timeline: Timeline): boolean {
  return (timeline.events[0]?.prevSeq ?? 0) > 0;
}

/** Something is missing: what follows `lastSeq` has to be asked for. */
export function hasGap(timeline: Timeline): boolean {
  return timeline.isLoaded && timeline.held.length > 0;
}

/**
 * The rule. What is not newer than the last event is dropped, its direct successor is applied, anything else is held; each
 * applied event may release held ones.
 */
export function receive(timeline: Timeline, incoming: readonly LogEvent[]): Timeline {
  const waiting = [...timeline.held, ...incoming].toSorted((a, b) => a.seq - b.seq);
  const applied: LogEvent[] = [];
  const held: LogEvent[] = [];
  let last = lastSeq(timeline);
  for (const event of waiting) {
    if (event.seq <= last || event.seq === held.at(-1)?.seq) continue;
    if (timeline.isLoaded && event.prevSeq === last) {
      applied.push(event);
      last = event.seq;
    } else {
      held.push(event);
    }
  }
  const events = applied.length > 0 ? [...timeline.events, ...applied] : timeline.events;
  return { ...timeline, events, held: held.slice(-HELD_MAX) };
}

/** Starts anew from the newest page; what is held stays held or follows it. */
export function begin(timeline: Timeline, page: Page): Timeline {
  return receive({ isLoaded: true, events: page.events, held: timeline.held }, []);
}

/** Adds a page that was asked for with `after`. Null when it does not start there: then only `begin` helps. */
export function extend(timeline: Timeline, page: Page, after: number): Timeline | null {
  const first = page.events[0];
  if (first && first.prevSeq !== after) return null;
  return receive(timeline, page.events);
}

/** Puts a page of older events in front, if it ends where the timeline starts. */
export function prepend(timeline: Timeline, page: Page): Timeline {
  const isAdjacent = page.events.at(-1)?.seq === timeline.events[0]?.prevSeq;
  return isAdjacent ? { ...timeline, events: [...page.events, ...timeline.events] } : timeline;
}

/** After the connection is lost: what was held comes again with the answer to the resume, and may be of an older epoch. */
export function letGo(timeline: Timeline): Timeline {
  return timeline.held.length > 0 ? { ...timeline, held: [] } : timeline;
}
