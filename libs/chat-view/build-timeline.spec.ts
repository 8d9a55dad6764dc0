import type { OutboxItem } from '#client';
import type { Actor, LogEvent } from '#contracts';

import { buildTimeline } from './build-timeline.ts';
import type { TimelineItem } from './timeline-item.ts';

const ada: Actor = { kind: 'agent', id: 'ada', name: 'Ada' };
const ben: Actor = { kind: 'agent', id: 'ben', name: 'Ben' };
const visitor: Actor = { kind: 'visitor', id: 'ines', name: null };
const minute = (count: number) => new Date(2026, 10, 20, 10, count).toISOString();

const common = (seq: number, actor: Actor, at: string) => ({
  conversationId: 'c',
  seq,
  prevSeq: seq - 1,
  clientId: `k${seq}`,
  actor,
  at,
});
const message = (seq: number, actor: Actor, at = minute(seq)): LogEvent => ({
  ...common(seq, actor, at),
  type: 'message.created',
  text: `text ${seq}`,
});
const note = (seq: number, actor: Actor): LogEvent => ({
  ...common(seq, actor, minute(seq)),
  type: 'note.added',
  text: `note ${seq}`,
});
const closed = (seq: number): LogEvent => ({
  ...common(seq, ada, minute(seq)),
  type: 'conversation.closed',
  reason: 'agent',
});
const unsent = (clientId: string, at: string, over: Partial<OutboxItem> = {}): OutboxItem => ({
  clientId,
  kind: 'message',
  text: clientId,
  at,
  state: 'sending',
  error: null,
  ...over,
});

/** One word per item: what it is, and how much of it. */
const outline = (items: TimelineItem[]) =>
  items.map((item) => {
    if (item.kind !== 'group') return item.kind;
    return `${item.actor.id}${item.isNote ? ' note' : ''} ${item.entries.length}`;
  });

const entriesOf = (items: TimelineItem[]) => items.flatMap((item) => (item.kind === 'group' ? item.entries : []));
const keysOf = (items: TimelineItem[]) => items.map(({ key }) => key);

describe('the timeline', () => {
  it('is empty without events', () => {
    expect(buildTimeline([], [], ada)).toEqual([]);
  });

  it('groups what one person wrote without anything in between', () => {
    const events = [message(1, visitor), message(2, visitor), message(3, ada), message(4, ben), message(5, visitor)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'ines 2', 'ada 1', 'ben 1', 'ines 1']);
  });

  it('starts another group after a pause of more than five minutes', () => {
    const events = [message(1, ada), message(6, ada), message(12, ada)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'ada 2', 'ada 1']);
  });

  it('starts another group for a note', () => {
    const events = [message(8, ben), note(9, ben), message(10, ben)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'ben 1', 'ben note 1', 'ben 1']);
  });

  it('keeps what happened to the conversation in its place', () => {
    const events = [message(1, visitor), closed(2), message(3, visitor)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'ines 1', 'system', 'ines 1']);
  });

  it('separates days, also within what one person wrote', () => {
    const lateEvening = new Date(2026, 10, 20, 23, 59).toISOString();
    const pastMidnight = new Date(2026, 10, 21, 0, 1).toISOString();
    const events = [message(1, visitor, lateEvening), message(2, visitor, pastMidnight)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'ines 1', 'day', 'ines 1']);
  });

  it('keeps the order of the log when clocks disagree', () => {
    const items = buildTimeline([message(1, visitor, minute(30)), message(2, visitor, minute(10))], [], ada);
    expect(entriesOf(items).map(({ text }) => text)).toEqual(['text 1', 'text 2']);
  });

  it('ends with what is not stored yet, joined to what the same person just wrote', () => {
    const outbox = [unsent('a', minute(3)), unsent('b', minute(3)), unsent('c', minute(4), { kind: 'note' })];
    const items = buildTimeline([message(1, visitor), message(2, ada)], outbox, ada);
    expect(outline(items)).toEqual(['day', 'ines 1', 'ada 3', 'ada note 1']);
  });

  it('lets what failed stand alone', () => {
    const outbox = [unsent('x', minute(1)), unsent('y', minute(1), { state: 'failed' }), unsent('z', minute(1))];
    expect(outline(buildTimeline([], outbox, visitor))).toEqual(['day', 'ines 1', 'ines 1', 'ines 1']);
  });
});

describe('the keys of the timeline', () => {
  it('stay when an entry gets stored', () => {
    const before = buildTimeline([], [unsent('k1', minute(1))], ada);
    const after = buildTimeline([message(1, ada)], [], ada);
    expect(keysOf(before)).toEqual(keysOf(after));
    expect(entriesOf(before)[0]?.key).toBe(entriesOf(after)[0]?.key);
  });

  it('stay when history is added before them', () => {
    const yesterday = message(1, ada, new Date(2026, 10, 19, 10).toISOString());
    const events = [message(2, visitor), closed(3), message(4, visitor)];
    const known = buildTimeline(events, [], ada);
    const all = buildTimeline([yesterday, ...events], [], ada);
    expect(keysOf(all).slice(-known.length)).toEqual(keysOf(known));
  });

  it('differ, also where two people gave the same client id and where a day comes back', () => {
    const today = minute(0);
    const tomorrow = new Date(2026, 10, 21).toISOString();
    const twin = { ...message(2, ada, tomorrow), clientId: 'k1' };
    const keys = keysOf(buildTimeline([message(1, visitor, today), twin, message(3, visitor, today)], [], ada));
    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(6);
  });
});
