import type { OutboxItem } from '#client';
import type { LogEvent } from '#contracts';

import { buildTimeline } from './build-timeline.ts';

const visitor = { kind: 'visitor', id: 'visitor', name: null } as const;
const anna = { kind: 'agent', id: 'anna', name: 'Anna' } as const;
const omar = { kind: 'agent', id: 'omar', name: 'Omar' } as const;
const START = new Date(2026, 10, 18, 12).getTime();
const minute = (count: number) => new Date(START + count * 60_000).toISOString();

let seq = 0;
const entry = (at: number) => {
  seq += 1;
  return { conversationId: 'c', seq, prevSeq: seq - 1, clientId: `id-${seq}`, at: minute(at) };
};
const said = (actor: LogEvent['actor'], at: number): LogEvent => ({
  ...entry(at),
  type: 'message.created',
  actor,
  text: 'Hi',
});
const outgoing = (clientId: string, state: OutboxItem['state'], at = 0): OutboxItem => ({
  clientId,
  kind: 'message',
  text: 'Hi',
  at: minute(at),
  state,
  error: null,
});
const timeline = (events: LogEvent[], outbox: OutboxItem[] = []) => buildTimeline({ events, outbox, receipts: [] });
/** `visitor:2` is a group of two messages. */
const outline = (events: LogEvent[], outbox: OutboxItem[] = []) =>
  timeline(events, outbox).map((item) => {
    if (item.kind === 'group') return `${item.author?.id ?? 'visitor'}:${item.messages.length}`;
    return item.kind === 'day' ? 'day' : item.text;
  });

beforeEach(() => {
  seq = 0;
});

describe('buildTimeline', () => {
  it('is empty for a conversation that has not begun', () => {
    expect(timeline([])).toEqual([]);
  });

  it('groups what one author says in a row', () => {
    expect(outline([said(anna, 0), said(anna, 1), said(omar, 2), said(visitor, 3)])).toEqual([
      'day',
      'anna:2',
      'omar:1',
      'visitor:1',
    ]);
  });

  it('begins a new group after a pause', () => {
    expect(outline([said(anna, 0), said(anna, 5), said(anna, 11)])).toEqual(['day', 'anna:2', 'anna:1']);
  });

  it('separates days', () => {
    expect(outline([said(anna, 0), said(anna, 24 * 60)])).toEqual(['day', 'anna:1', 'day', 'anna:1']);
  });

  it('tells who joined and that it was closed, between the messages', () => {
    const joined: LogEvent = { ...entry(0), type: 'conversation.assigned', actor: anna, assignee: anna };
    const left: LogEvent = { ...entry(1), type: 'conversation.assigned', actor: anna, assignee: null };
    const closed: LogEvent = { ...entry(2), type: 'conversation.closed', actor: anna, reason: 'agent' };
    expect(outline([joined, said(anna, 1), left, said(anna, 2), closed])).toEqual([
      'day',
      'Anna joined',
      'anna:2',
      'Conversation was closed',
    ]);
  });

  it('shows the outbox after the log, in one group with what was just stored', () => {
    expect(outline([said(visitor, 0)], [outgoing('x', 'sending', 1)])).toEqual(['day', 'visitor:2']);
  });

  it('lets a failed message stand alone', () => {
    const outbox = [outgoing('x', 'sending'), outgoing('y', 'failed'), outgoing('z', 'sending')];
    expect(outline([], outbox)).toEqual(['day', 'visitor:1', 'visitor:1', 'visitor:1']);
  });

  it('keeps the key of a message that moves from the outbox into the log', () => {
    const keys = (items: ReturnType<typeof timeline>) =>
      items.flatMap((item) => (item.kind === 'group' ? item.messages.map(({ key }) => key) : []));
    expect(keys(timeline([], [outgoing('id-1', 'sending')]))).toEqual(keys(timeline([said(visitor, 0)])));
  });

  it('never gives two lines the same key', () => {
    const keys = timeline([said(anna, 0), said(anna, 24 * 60), said(omar, 24 * 60)]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
