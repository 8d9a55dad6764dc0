import { LIMITS } from '#contracts';

import type { ConversationState } from './api.ts';
import { until } from './value.ts';
import { Stage, record, textsOf } from './spec-support/stage.ts';

const stage = Stage.forEachTest();

const shows =
  (...texts: string[]) =>
  (state: ConversationState) =>
    textsOf(state).join() === texts.join();

describe('delivery over the socket', () => {
  it('brings what both sides write to both, notes to agents alone, in one order', async () => {
    const visitor = await stage.startedVisitor();
    const agent = await stage.signedInAgent();
    const mine = await visitor.currentConversation();
    mine.send('Hello');
    mine.send('Anybody there?');
    const { conversation } = await until(mine, shows('Hello', 'Anybody there?'));

    const theirs = agent.openConversation(conversation?.id ?? '');
    theirs.addNote('A nice one');
    theirs.send('Yes');

    await until(mine, shows('Hello', 'Anybody there?', 'Yes'));
    await until(theirs, shows('Hello', 'Anybody there?', 'A nice one', 'Yes'));
    expect(mine.get().events.map(({ seq, prevSeq }) => [seq, prevSeq])).toEqual([
      [1, 0],
      [2, 1],
      [4, 2],
    ]);
    expect([...mine.get().outbox, ...theirs.get().outbox]).toEqual([]);
  });

  it('shows a message at once as sending, and never in the log and the outbox together', async () => {
    const log = stage.server.service.open();
    const view = await stage.visitorView();
    await until(view, (state) => !state.isLoading);
    const states = record(view);
    view.send('Hello');
    expect(view.get().outbox).toMatchObject([{ text: 'Hello', state: 'sending' }]);
    await until(view, shows('Hello'));
    expect(states.map((state) => state.events.length + state.outbox.length)).not.toContain(2);
    expect(log.seenBy('public')).toHaveLength(1);
  });

  it('catches up after a lost connection, with one command for all conversations', async () => {
    const { server } = stage;
    const logs = [server.service.open(), server.service.open()];
    const agent = await stage.signedInAgent();
    const views = logs.map((log) => agent.openConversation(log.id));
    await Promise.all(views.map((view) => until(view, (state) => !state.isLoading)));
    await stage.serverGoesAway(agent);
    for (const log of logs) server.service.say(log, 'public', 'While you were away');
    server.calls.length = 0;
    stage.serverComesBack();

    await Promise.all(views.map((view) => until(view, shows('While you were away'))));

    expect(server.callsOf('resume')).toHaveLength(1);
    expect(server.callsOf('resume')[0]?.input['conversations']).toHaveLength(2);
  });

  it('asks for what a lost frame left out, and shows nothing behind the hole meanwhile', async () => {
    const { service, faults } = stage.server;
    const log = service.open();
    const view = (await stage.signedInAgent()).openConversation(log.id);
    await until(view, (state) => !state.isLoading);
    const states = record(view);
    faults.losesFrame = (event) => event.seq === 1;
    service.say(log, 'public', 'lost');
    service.say(log, 'public', 'found');
    await until(view, shows('lost', 'found'));
    expect(states.map(textsOf)).not.toContainEqual(['found']);
  });

  it('sends again with the same clientId when the ack is lost, and it is stored once', async () => {
    const { service, faults, ...server } = stage.server;
    const log = service.open();
    const view = await stage.visitorView();
    faults.cutBeforeAnswer.push('message.send');
    view.send('Once');
    view.send('Twice');
    await until(view, shows('Once', 'Twice'));
    const sent = server.calls.filter(({ name }) => name === 'message.send').map(({ input }) => input['clientId']);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(new Set(sent).size).toBe(2);
    expect(log.seenBy('public')).toHaveLength(2);
  });

  it('pages through a long absence', async () => {
    const { server } = stage;
    const log = server.service.open();
    const view = (await stage.signedInAgent()).openConversation(log.id);
    await until(view, (state) => !state.isLoading);
    await stage.serverGoesAway();
    const count = 2 * LIMITS.eventsPerPage + 1;
    for (let n = 0; n < count; n += 1) server.service.say(log, 'public', `${n}`);
    stage.serverComesBack();
    const { events } = await until(view, (state) => state.events.length === count);
    expect(events).toEqual(log.seenBy('agents'));
  });

  it('starts anew when the log was rewritten', async () => {
    const { server } = stage;
    const log = server.service.open();
    server.service.say(log, 'public', 'kept');
    server.service.say(log, 'public', 'lost with the backup');
    const view = (await stage.signedInAgent()).openConversation(log.id);
    await until(view, shows('kept', 'lost with the backup'));
    log.cutTo(1);
    server.service.epoch = crypto.randomUUID();
    server.service.say(log, 'public', 'said again');
    server.cut();
    await until(view, shows('kept', 'said again'));
    expect(view.get().events).toEqual(log.seenBy('agents'));
  });

  it('loads older events page by page, down to the first', async () => {
    const { service } = stage.server;
    const log = service.open();
    for (let n = 0; n < LIMITS.newestEvents + 10; n += 1) service.say(log, 'public', `${n}`);
    const view = (await stage.signedInAgent()).openConversation(log.id);
    await until(view, (state) => state.hasOlder);
    await Promise.all([view.loadOlder(), view.loadOlder()]);
    expect(view.get()).toMatchObject({ hasOlder: false, events: log.seenBy('agents') });
  });

  it('says why a conversation cannot be shown', async () => {
    const view = (await stage.signedInAgent()).openConversation(crypto.randomUUID());
    const { error } = await until(view, (state) => !state.isLoading);
    expect(error?.code).toBe('not_found');
  });

  it('stops hearing a released conversation and hears it again when it is opened again', async () => {
    const { server } = stage;
    const log = server.service.open();
    const agent = await stage.signedInAgent();
    const first = agent.openConversation(log.id);
    await until(first, (state) => !state.isLoading);
    first.release();
    first.release();
    server.service.say(log, 'public', 'Hello');
    await until(agent.openConversation(log.id), shows('Hello'));
    expect(server.callsOf('conversation.leave')).toHaveLength(1);
    expect(first.get().events).toEqual([]);
  });

  it('shows the state that orders lead to, also to the other side', async () => {
    const { service } = stage.server;
    const log = service.open();
    const agent = await stage.signedInAgent();
    const theirs = agent.openConversation(log.id);
    const mine = await stage.visitorView();
    await theirs.assign(service.agent.id);
    await until(mine, ({ conversation }) => conversation?.assignee?.id === service.agent.id);
    stage.server.faults.cutBeforeAnswer.push('conversation.close');
    await theirs.close();
    await until(mine, ({ conversation }) => conversation?.status === 'closed');
    await until(theirs, ({ conversation }) => conversation?.status === 'closed');
    expect(textsOf(theirs.get())).toEqual(['conversation.assigned', 'conversation.closed']);
  });
});
