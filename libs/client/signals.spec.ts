import { until } from './value.ts';
import { Stage } from './spec-support/stage.ts';

const stage = Stage.forEachTest();

async function aConversation() {
  const log = stage.server.service.open();
  const visitor = await stage.startedVisitor();
  const agent = await stage.signedInAgent();
  const mine = await visitor.currentConversation();
  const theirs = agent.openConversation(log.id);
  await Promise.all([mine, theirs].map((view) => until(view, (state) => !state.isLoading)));
  return { log, agent, mine, theirs };
}

describe('signals', () => {
  it('show who is typing, until it is over or the message is there', async () => {
    const { mine, theirs } = await aConversation();
    theirs.setTyping(true);
    theirs.setTyping(true);
    await until(mine, (state) => state.typing[0]?.name === 'Ada');
    theirs.setTyping(false);
    await until(mine, (state) => state.typing.length === 0);
    theirs.setTyping(true);
    await until(mine, (state) => state.typing.length === 1);
    expect(stage.server.callsOf('typing')).toHaveLength(3);
    theirs.send('Hello');
    await until(mine, (state) => state.events.length === 1);
    expect(mine.get().typing).toEqual([]);
  });

  it('tell after a message, too, that the typing is over: its beginning may arrive later than the message', async () => {
    const { theirs } = await aConversation();
    theirs.setTyping(true);
    theirs.send('Hello');
    theirs.setTyping(false);
    theirs.addNote('after everything else');
    await until(theirs, (state) => state.events.length === 2);
    const told = stage.server.calls.filter(({ name }) => /^(message|note|typing)/.test(name));
    expect(told.map(({ name, input }) => [name, input['isTyping']])).toEqual([
      ['typing', true],
      ['message.send', undefined],
      ['typing', false],
      ['note.add', undefined],
    ]);
  });

  it('tell nothing about typing with a message of which nobody saw the beginning', async () => {
    const { theirs } = await aConversation();
    theirs.send('Hello');
    theirs.addNote('after everything else');
    await until(theirs, (state) => state.events.length === 2);
    expect(stage.server.callsOf('typing')).toEqual([]);
  });

  it('say by themselves what was received, and on request what was read', async () => {
    const { mine, theirs } = await aConversation();
    mine.send('Hello');
    const received = await until(mine, (state) => state.receipts.length > 0);
    const actor = { kind: 'agent', id: stage.server.service.agent.id };
    expect(received.receipts).toEqual([{ actor, delivered: 1, read: 0 }]);
    theirs.markRead();
    const read = await until(mine, ({ receipts }) => receipts.some((receipt) => receipt.read > 0));
    expect(read.receipts).toEqual([{ actor, delivered: 1, read: 1 }]);
  });

  it('tell again after a reconnect what was read while offline', async () => {
    const { agent, mine, theirs } = await aConversation();
    mine.send('Hello');
    await until(theirs, (state) => state.events.length === 1);
    await stage.serverGoesAway(agent);
    theirs.markRead();
    stage.serverComesBack();
    const { receipts } = await until(mine, (state) => state.receipts.some(({ read }) => read > 0));
    expect(receipts).toMatchObject([{ delivered: 1, read: 1 }]);
  });

  it('keep the list of conversations: what matches stands in it, last active first, what does not leaves', async () => {
    const { log, agent } = await aConversation();
    const other = stage.server.service.open();
    await until(agent.inbox, (state) => state.conversations.length > 0);
    stage.server.service.say(other, 'public', 'newer');
    stage.server.signal('agents', 'inbox.updated', { conversations: [other.summary('agents')] });
    await until(agent.inbox, ({ conversations }) => conversations[0]?.id === other.id);
    stage.server.service.append(other, 'agents', { type: 'conversation.closed', reason: 'agent' });
    stage.server.signal('agents', 'inbox.updated', { conversations: [other.summary('agents')] });
    const { conversations } = await until(agent.inbox, (state) => state.conversations.length === 1);
    expect(conversations[0]?.id).toBe(log.id);
  });

  it('make the list be read again when it is stale, and when the filter changes', async () => {
    const { agent } = await aConversation();
    await until(agent.inbox, (state) => state.conversations.length === 1);
    stage.server.service.open();
    stage.server.signal('agents', 'inbox.stale', {});
    await until(agent.inbox, (state) => state.conversations.length === 2);
    agent.inbox.setFilter('closed');
    expect(agent.inbox.get()).toMatchObject({ conversations: [], isLoading: true });
    await until(agent.inbox, (state) => !state.isLoading);
    expect(agent.inbox.get().conversations).toEqual([]);
  });
});
