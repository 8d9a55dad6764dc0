import type { LogEvent } from '#contracts';

import { WireTimeline } from './wire-timeline.ts';

const event = (seq: number, prevSeq = seq - 1) => ({ seq, prevSeq }) as LogEvent;
const seqs = (events: LogEvent[]) => events.map(({ seq }) => seq);

describe('WireTimeline', () => {
  it('shows successors, drops what it has, holds what came too early', () => {
    const timeline = new WireTimeline();
    expect(seqs(timeline.receive([event(1)]))).toEqual([1]);
    expect(seqs(timeline.receive([event(1), event(3)]))).toEqual([]);
    expect(timeline.hasGap).toBe(true);
    expect(seqs(timeline.receive([event(2)]))).toEqual([2, 3]);
    expect(timeline.hasGap).toBe(false);
  });

  it('goes by the predecessor that its audience sees', () => {
    const timeline = new WireTimeline();
    expect(seqs(timeline.receive([event(1), event(4, 1)]))).toEqual([1, 4]);
  });
});
