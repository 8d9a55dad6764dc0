import type { Actor, LogEvent } from '#contracts';

import { noticeOf } from './notice.ts';
import { visitorTimeline } from './visitor-timeline.ts';

const visitor: Actor = { kind: 'visitor', id: 'visitor', name: null };
const anna: Actor = { kind: 'agent', id: 'anna', name: 'Anna' };

const common = (seq: number) => ({
  conversationId: 'c',
  seq,
  prevSeq: seq - 1,
  clientId: `id-${seq}`,
  actor: anna,
  at: new Date(2026, 10, 18, 12, seq).toISOString(),
});
const said = (seq: number): LogEvent => ({ ...common(seq), type: 'message.created', text: 'Hi' });

/** `anna:2` is a group of two messages. */
const outline = (events: LogEvent[]) =>
  visitorTimeline({ events, outbox: [] }, visitor).map((item) => {
    if (item.kind === 'group') return `${item.actor.id}:${item.entries.length}`;
    return item.kind === 'system' ? noticeOf(item.event) : item.kind;
  });

describe('the visitor’s timeline', () => {
  it('tells who joined and that it was closed, between the messages', () => {
    const joined: LogEvent = { ...common(1), type: 'conversation.assigned', assignee: anna };
    const closed: LogEvent = { ...common(3), type: 'conversation.closed', reason: 'agent' };
    expect(outline([joined, said(2), closed])).toEqual(['day', 'Anna joined', 'anna:1', 'Conversation was closed']);
  });

  it('is not interrupted by what the visitor need not read about', () => {
    const left: LogEvent = { ...common(2), type: 'conversation.assigned', assignee: null };
    expect(outline([said(1), left, said(3)])).toEqual(['day', 'anna:2']);
  });
});
