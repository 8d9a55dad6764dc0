import type { Actor, Person } from '#contracts';

import { systemText } from './system-text.ts';

const ada: Actor = { kind: 'agent', id: 'ada', name: 'Ada' };
const ben: Person = { id: 'ben', name: 'Ben' };
const common = { conversationId: 'c', seq: 2, prevSeq: 1, id: 'e', clientId: 'k', at: '2026-11-20T10:00:00.000Z' };

const assigned = (actor: Actor, assignee: Person | null) =>
  ({ ...common, type: 'conversation.assigned', actor, assignee }) as const;
const closed = (actor: Actor, reason: 'agent' | 'idle') =>
  ({ ...common, type: 'conversation.closed', actor, reason }) as const;

describe('a system line', () => {
  it.each([
    [assigned(ada, ben), 'ada', 'You assigned the conversation to Ben'],
    [assigned(ada, ben), 'ben', 'Ada assigned the conversation to you'],
    [assigned(ada, ben), 'eve', 'Ada assigned the conversation to Ben'],
    [assigned(ada, ada), 'ada', 'You took the conversation'],
    [assigned(ada, ada), 'eve', 'Ada took the conversation'],
    [assigned(ada, null), 'eve', 'Ada released the conversation'],
    [closed(ada, 'agent'), 'ada', 'You closed the conversation'],
    [
      closed({ kind: 'system', id: 's', name: null }, 'idle'),
      'ada',
      'Closed automatically: nobody had written for a while',
    ],
    [{ ...common, type: 'conversation.reopened', actor: ada } as const, 'eve', 'Ada reopened the conversation'],
  ])('%# tells who did what to whom', (event, meId, expected) => {
    expect(systemText(event, meId)).toBe(expected);
  });
});
