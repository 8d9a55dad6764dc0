import * as fc from 'fast-check';

import type { LogEvent } from '#contracts';

import { aMessage } from '../spec-support/log-event.ts';
import { EMPTY, begin, extend, hasGap, hasOlder, lastSeq, letGo, prepend, receive } from './timeline.ts';
import type { Timeline } from './timeline.ts';

/** A log as one audience sees it: rising seqs, some of them missing, each with the one before it. */
const logs = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30, size: 'max' }).map((seqs) => {
  const rising = seqs.toSorted((a, b) => a - b);
  return rising.map((seq, n) => aMessage({ seq, prevSeq: rising[n - 1] ?? 0 }));
});

function pageAfter(log: readonly LogEvent[], after: number, limit = Infinity) {
  const events = log.filter((event) => event.seq > after);
  return { events: events.slice(0, limit), hasMore: events.length > limit };
}

function newestPage(log: readonly LogEvent[], limit: number) {
  return { events: log.slice(-limit), hasMore: false };
}

function seqs(timeline: Timeline): number[] {
  return timeline.events.map((event) => event.seq);
}

function hasHole({ events }: Timeline): boolean {
  return events.some((event, n) => n > 0 && event.prevSeq !== events[n - 1]?.seq);
}

describe('a timeline', () => {
  it('shows no event past a hole, whatever frames arrive in whatever order', () => {
    fc.assert(
      fc.property(logs, fc.infiniteStream(fc.nat()), fc.nat(40), (log, picks, count) => {
        let timeline = begin(EMPTY, newestPage([], 50));
        for (const pick of picks.take(log.length > 0 ? count : 0)) {
          timeline = receive(timeline, [log[pick % log.length]!]);
          expect(hasHole(timeline)).toBe(false);
          expect(seqs(timeline)).toEqual(log.slice(0, timeline.events.length).map((event) => event.seq));
        }
      }),
    );
  });

  it('is the whole log once what is missing was asked for, page by page', () => {
    fc.assert(
      fc.property(logs, fc.subarray([...Array(60).keys()]), fc.integer({ min: 1, max: 7 }), (log, lost, limit) => {
        const arrived = log.filter((event) => !lost.includes(event.seq));
        let timeline = receive(begin(EMPTY, newestPage([], limit)), arrived);
        for (let page = pageAfter(log, lastSeq(timeline), limit); ; page = pageAfter(log, lastSeq(timeline), limit)) {
          const next = extend(timeline, page, lastSeq(timeline));
          timeline = next ?? timeline;
          expect(next).not.toBeNull();
          if (!page.hasMore) break;
        }
        expect(timeline.events).toEqual(log);
        expect(hasGap(timeline)).toBe(false);
      }),
    );
  });

  it('holds what arrives before the first page and continues it with that', () => {
    fc.assert(
      fc.property(logs, fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 9 }), (log, heardFrom, readTo, limit) => {
        const early = receive(EMPTY, log.slice(Math.min(heardFrom, readTo)));
        const timeline = begin(early, newestPage(log.slice(0, readTo), limit));
        expect(early.events).toEqual([]);
        expect(hasHole(timeline)).toBe(false);
        expect(timeline.events.at(-1)).toEqual(log.at(-1));
      }),
    );
  });

  it('grows backwards to the start of the log', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 5 }), (log, limit) => {
        let timeline = begin(EMPTY, newestPage(log, limit));
        while (hasOlder(timeline)) {
          const first = timeline.events[0]?.seq ?? 0;
          timeline = prepend(
            timeline,
            newestPage(
              log.filter((event) => event.seq < first),
              limit,
            ),
          );
        }
        expect(timeline.events).toEqual(log);
      }),
    );
  });

  it('does not put a page in front that does not end where it starts', () => {
    const timeline = begin(EMPTY, { events: [aMessage({ seq: 9 })], hasMore: false });
    expect(prepend(timeline, { events: [aMessage({ seq: 7 })], hasMore: false })).toBe(timeline);
  });

  it('refuses a page that does not start where it was asked to', () => {
    const timeline = begin(EMPTY, { events: [aMessage({ seq: 1 })], hasMore: false });
    expect(extend(timeline, { events: [aMessage({ seq: 3, prevSeq: 2 })], hasMore: false }, 1)).toBeNull();
  });

  it('keeps a gap visible when more is held than it has room for', () => {
    const frames = Array.from({ length: 1_000 }, (_, n) => aMessage({ seq: n + 2 }));
    const timeline = frames.reduce((sofar, frame) => receive(sofar, [frame]), begin(EMPTY, newestPage([], 1)));
    expect(timeline.held.length).toBeLessThan(500);
    expect(hasGap(timeline)).toBe(true);
    expect(timeline.held.at(-1)?.seq).toBe(1_001);
  });

  it('lets go of what it held when the connection is lost', () => {
    const timeline = receive(begin(EMPTY, newestPage([], 1)), [aMessage({ seq: 2 })]);
    expect(hasGap(letGo(timeline))).toBe(false);
  });
});
