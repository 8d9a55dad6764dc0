import type { Conversation } from '#contracts';

import { AGENT, VISITOR, aMessage } from '../spec-support/log-event.ts';
import { advance, newer } from './summary.ts';

const waiting: Conversation = {
  id: '00000000-0000-7000-8000-00000000000c',
  siteId: '00000000-0000-7000-8000-00000000000d',
  visitor: { id: VISITOR.id, name: null },
  status: 'waiting',
  assignee: null,
  lastSeq: 1,
  lastMessage: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  lastEventAt: '2026-01-01T00:00:00.000Z',
};
const { text: _, ...entry } = aMessage({ seq: 2, actor: AGENT });
const ada = { id: AGENT.id, name: AGENT.name };

describe('the summary of a conversation', () => {
  it('shows the last message, and waits no longer once somebody has answered', () => {
    expect(advance(waiting, aMessage({ seq: 2 }))).toMatchObject({ status: 'waiting', lastSeq: 2 });
    expect(advance(waiting, aMessage({ seq: 2, actor: AGENT, text: 'Hi' }))).toMatchObject({
      status: 'open',
      lastMessage: { text: 'Hi', actor: AGENT },
    });
  });

  it('follows assigning, closing and reopening', () => {
    const assigned = advance(waiting, { ...entry, type: 'conversation.assigned', assignee: ada });
    expect(assigned).toMatchObject({ status: 'open', assignee: ada });
    const closed = advance(assigned, { ...entry, seq: 3, type: 'conversation.closed', reason: 'agent' });
    expect(closed.status).toBe('closed');
    expect(advance(closed, { ...entry, seq: 4, type: 'conversation.reopened' }).status).toBe('open');
  });

  it('never goes back', () => {
    expect(advance(waiting, aMessage({ seq: 1, text: 'old news' }))).toBe(waiting);
    expect(newer({ ...waiting, lastSeq: 5 }, waiting).lastSeq).toBe(5);
    expect(newer(null, waiting)).toBe(waiting);
  });
});
