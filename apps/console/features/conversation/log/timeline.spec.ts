import type { Actor, LogEvent } from '#contracts';
import type { OutboxItem } from '#client';

import { buildTimeline, type TimelineItem } from './timeline.ts';

const ada: Actor = { kind: 'agent', id: 'ada', name: 'Ada' };
const visitor: Actor = { kind: 'visitor', id: 'ines', name: null };
const minute = (count: number) => new Date(2026, 10, 20, 10, count).toISOString();

const common = (seq: number, actor: Actor, at: string) => ({
  conversationId: 'c',
  seq,
  prevSeq: seq - 1,
  id: `e${seq}`,
  clientId: `k${seq}`,
  actor,
  at,
});
const message = (seq: number, actor: Actor, at = minute(seq)): LogEvent => ({
  ...common(seq, actor, at),
  type: 'message.created',
  text: `text ${seq}`,
});
const note = (seq: number, actor: Actor, at = minute(seq)): LogEvent => ({
  ...common(seq, actor, at),
  type: 'note.added',
  text: `note ${seq}`,
});
const closed = (seq: number): LogEvent => ({
  ...common(seq, ada, minute(seq)),
  type: 'conversation.closed',
  reason: 'agent',
});
const unsent = (clientId: string, at: string, kind: OutboxItem['kind'] = 'message'): OutboxItem => ({
  clientId,
  kind,
  text: clientId,
  at,
  state: 'sending',
  error: null,
});

/** One word per item: what it is, and how much of it. */
const outline = (items: TimelineItem[]) =>
  items.map((item) => {
    if (item.kind !== 'group') return item.kind;
    return `${item.actor.kind}${item.isNote ? ' note' : ''} ${item.entries.length}`;
  });

const keysOf = (items: TimelineItem[]) => items.flatMap((item) => (item.kind === 'group' ? [item.key] : []));

describe('the timeline', () => {
  it('is empty without events', () => {
    expect(buildTimeline([], [], ada)).toEqual([]);
  });

  it('groups what one person wrote without anything in between', () => {
    const events = [message(1, visitor), message(2, visitor), message(3, ada), message(4, visitor)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'visitor 2', 'agent 1', 'visitor 1']);
  });

  it('starts another group after a pause, for another person, and for a note', () => {
    const ben: Actor = { kind: 'agent', id: 'ben', name: 'Ben' };
    const events = [message(1, ada), message(2, ben), message(8, ben), note(9, ben), message(10, ben)];
    expect(outline(buildTimeline(events, [], ada))).toEqual([
      'day',
      'agent 1',
      'agent 1',
      'agent 1',
      'agent note 1',
      'agent 1',
    ]);
  });

  it('keeps what happened to the conversation in its place', () => {
    const events = [message(1, visitor), closed(2), message(3, visitor)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'visitor 1', 'system', 'visitor 1']);
  });

  it('separates days, also within what one person wrote', () => {
    const lateEvening = new Date(2026, 10, 20, 23, 59).toISOString();
    const pastMidnight = new Date(2026, 10, 21, 0, 1).toISOString();
    const events = [message(1, visitor, lateEvening), message(2, visitor, pastMidnight)];
    expect(outline(buildTimeline(events, [], ada))).toEqual(['day', 'visitor 1', 'day', 'visitor 1']);
  });

  it('keeps the order of the log when clocks disagree', () => {
    const items = buildTimeline([message(1, visitor, minute(30)), message(2, visitor, minute(10))], [], ada);
    const texts = items.flatMap((item) => (item.kind === 'group' ? item.entries.map(({ text }) => text) : []));
    expect(texts).toEqual(['text 1', 'text 2']);
  });

  it('ends with what is not stored yet, joined to what the agent just wrote', () => {
    const outbox = [unsent('a', minute(3)), unsent('b', minute(3)), unsent('c', minute(4), 'note')];
    const items = buildTimeline([message(1, visitor), message(2, ada)], outbox, ada);
    expect(outline(items)).toEqual(['day', 'visitor 1', 'agent 3', 'agent note 1']);
  });

  it('keeps the key of an entry when it gets stored', () => {
    const before = buildTimeline([], [unsent('k1', minute(1))], ada);
    const after = buildTimeline([message(1, ada)], [], ada);
    expect(keysOf(before)).toEqual(keysOf(after));
  });

  it('tells entries apart that two people gave the same client id', () => {
    const twin = { ...message(2, ada), clientId: 'k1' };
    const keys = buildTimeline([message(1, visitor), twin], [], ada).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
