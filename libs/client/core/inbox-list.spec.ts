import type { Conversation } from '#contracts';

import { matches, merge } from './inbox-list.ts';

function aConversation(change: Partial<Conversation>): Conversation {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    id: 'a',
    siteId: 's',
    visitor: { id: 'v', name: null },
    status: 'open',
    assignee: null,
    lastSeq: 1,
    lastMessage: null,
    createdAt: at,
    lastEventAt: at,
    ...change,
  };
}

describe('the list of conversations', () => {
  it('holds each once, in its newest state, last active first', () => {
    const known = [aConversation({ id: 'a', lastSeq: 3 }), aConversation({ id: 'b' })];
    const told = [
      aConversation({ id: 'a', lastSeq: 2, status: 'closed' }),
      aConversation({ id: 'c', lastEventAt: '2026-01-02T00:00:00.000Z' }),
    ];
    const merged = merge(known, told);
    expect(merged.map(({ id, lastSeq }) => [id, lastSeq])).toEqual([
      ['c', 1],
      ['b', 1],
      ['a', 3],
    ]);
  });

  it.each([
    ['all', { status: 'waiting' }, true],
    ['all', { status: 'closed' }, false],
    ['closed', { status: 'closed' }, true],
    ['closed', { status: 'open' }, false],
    ['mine', { assignee: { id: 'me', name: 'Me' } }, true],
    ['mine', { assignee: { id: 'you', name: 'You' } }, false],
    ['unassigned', { assignee: null }, true],
    ['unassigned', { assignee: { id: 'me', name: 'Me' } }, false],
  ] as const)('under the filter %s takes %j: %s', (filter, change, isListed) => {
    expect(matches(filter, aConversation(change), 'me')).toBe(isListed);
  });
});
