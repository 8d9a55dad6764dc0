import { until } from './value.ts';
import { Stage, textsOf } from './spec-support/stage.ts';

const stage = Stage.forEachTest();

describe('where a proxy refuses sockets', () => {
  beforeEach(() => {
    stage.server.faults.refusesUpgrades = true;
  });

  it('sends by POST and receives by the long poll, each message once', async () => {
    const visitor = await stage.startedVisitor();
    const agent = await stage.signedInAgent();
    const mine = await visitor.currentConversation();
    mine.send('Hello');
    await until(visitor.connection, (state) => state === 'polling');
    const { conversation } = await until(mine, (state) => state.events.length === 1);
    const theirs = agent.openConversation(conversation?.id ?? '');
    theirs.send('Good morning');
    await until(mine, (state) => state.events.length === 2);
    mine.send('Good morning to you');
    await until(theirs, (state) => state.events.length === 3);
    expect(textsOf(mine.get())).toEqual(['Hello', 'Good morning', 'Good morning to you']);
    expect(stage.server.calls.filter(({ by }) => by === 'socket')).toEqual([]);
  });

  it('keeps the list of conversations', async () => {
    const log = stage.server.service.open();
    stage.server.service.say(log, 'public', 'Hello');
    const agent = await stage.signedInAgent();
    await until(agent.connection, (state) => state === 'polling');
    const { conversations } = await until(agent.inbox, (state) => state.conversations.length === 1);
    expect(conversations[0]?.lastMessage?.text).toBe('Hello');
  });

  it('sends again when the answer to a POST is lost, and it is stored once', async () => {
    const log = stage.server.service.open();
    const visitor = await stage.startedVisitor();
    const view = await visitor.currentConversation();
    stage.server.faults.cutBeforeAnswer.push('message.send');
    view.send('Hello');
    await until(view, (state) => state.events.length === 1 && state.outbox.length === 0);
    expect(log.seenBy('public')).toHaveLength(1);
  });

  it('is offline, not polling, while REST does not answer either', async () => {
    stage.server.service.open();
    const visitor = await stage.startedVisitor();
    await visitor.currentConversation();
    await until(visitor.connection, (state) => state === 'polling');
    stage.server.faults.isDown = true;
    stage.server.service.say(stage.server.service.logs[0]!, 'agents', 'ends the long poll');
    const state = await until(visitor.connection, (state) => state !== 'polling');
    expect(state).toBe('offline');
  });
});
