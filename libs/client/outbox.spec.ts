import { memoryStore } from './index.ts';
import { until } from './value.ts';
import { Stage, textsOf } from './spec-support/stage.ts';

const stage = Stage.forEachTest();

describe('the outbox', () => {
  it('survives a reload: a new client on the same store sends what the old one could not', async () => {
    const store = memoryStore();
    const { server } = stage;
    const log = server.service.open();
    const before = await stage.startedVisitor(store);
    const view = await before.currentConversation();
    await until(view, (state) => !state.isLoading);
    await stage.serverGoesAway(before);
    view.send('one');
    view.send('two');
    before.stop();
    stage.serverComesBack();

    const after = await stage.visitorView(store);

    const { outbox } = await until(after, (state) => state.events.length === 2);
    expect(outbox).toEqual([]);
    expect(textsOf(after.get())).toEqual(['one', 'two']);
    expect(log.seenBy('public')).toHaveLength(2);
  });

  it('sends what it finds in the store even if nobody opens the conversation', async () => {
    const store = memoryStore();
    const log = stage.server.service.open();
    const before = stage.visitor(store);
    stage.server.faults.refuseNext = [{ name: 'message.send', code: 'overloaded' }];
    await before.start();
    (await before.currentConversation()).send('Hello');
    before.stop();
    const heard = new Promise<void>((resolve) => {
      stage.server.service.listeners.add({ onEvent: () => resolve(), onSignal: () => undefined });
    });
    await stage.startedVisitor(store);
    await heard;
    expect(log.seenBy('public')).toHaveLength(1);
  });

  it('makes one conversation for the first message, even when the answer is lost', async () => {
    const { server } = stage;
    server.faults.cutBeforeAnswer.push('conversation.create');
    const view = await stage.visitorView();
    expect(view.get()).toMatchObject({ conversation: null, isLoading: false });
    view.send('Hello');
    const { conversation } = await until(view, (state) => state.events.length === 1);
    expect(server.callsOf('conversation.create')).toHaveLength(2);
    expect(server.service.logs.map(({ id }) => id)).toEqual([conversation?.id]);
  });

  it('makes the conversation of a first message after a reload, and shows that one', async () => {
    const store = memoryStore();
    const { server } = stage;
    const before = await stage.startedVisitor(store);
    const view = await before.currentConversation();
    await stage.serverGoesAway(before);
    view.send('Hello');
    before.stop();
    stage.serverComesBack();
    const after = await stage.visitorView(store);
    expect(textsOf(await until(after, (state) => state.events.length === 1))).toEqual(['Hello']);
    expect(server.service.logs).toHaveLength(1);
  });

  it("lets several tabs share a store without losing each other's items", async () => {
    const store = memoryStore();
    const { server } = stage;
    const log = server.service.open();
    const tabs = [await stage.startedVisitor(store), await stage.startedVisitor(store)];
    const views = await Promise.all(tabs.map((tab) => tab.currentConversation()));
    await Promise.all(views.map((view) => until(view, (state) => !state.isLoading)));
    await stage.serverGoesAway(...tabs);
    views.forEach((view, n) => view.send(`tab ${n}`));
    for (const tab of tabs) tab.stop();
    stage.serverComesBack();
    const view = await stage.visitorView(store);
    await until(view, (state) => state.events.length === 2);
    expect(log.seenBy('public')).toHaveLength(2);
  });

  it('keeps the order when the server is busy', async () => {
    const log = stage.server.service.open();
    const view = await stage.visitorView();
    await until(view, (state) => !state.isLoading);
    stage.server.faults.refuseNext.push({ name: 'message.send', code: 'overloaded' });
    for (const text of ['one', 'two', 'three']) view.send(text);
    await until(view, (state) => state.events.length === 3);
    expect(textsOf(view.get())).toEqual(['one', 'two', 'three']);
    expect(log.seenBy('public')).toHaveLength(3);
  });

  it('shows what was refused as failed, goes on with the rest, and sends it when asked again', async () => {
    stage.server.service.open();
    const view = await stage.visitorView();
    stage.server.faults.refuseNext.push({ name: 'message.send', code: 'forbidden' });
    view.send('refused');
    view.send('accepted');
    const { outbox } = await until(view, (state) => state.events.length === 1);
    expect(outbox).toMatchObject([{ text: 'refused', state: 'failed', error: { code: 'forbidden' } }]);
    view.retry(outbox[0]?.clientId ?? '');
    await until(view, (state) => state.events.length === 2);
    expect(textsOf(view.get())).toEqual(['accepted', 'refused']);
  });

  it('forgets a failed message that is discarded, over a reload too', async () => {
    const store = memoryStore();
    stage.server.service.open();
    const view = await stage.visitorView(store);
    stage.server.faults.refuseNext.push({ name: 'message.send', code: 'forbidden' });
    view.send('refused');
    const { outbox } = await until(view, (state) => state.outbox[0]?.state === 'failed');
    view.discard(outbox[0]?.clientId ?? '');
    expect(view.get().outbox).toEqual([]);
    const again = await stage.visitorView(store);
    expect(again.get().outbox).toEqual([]);
  });

  it('does not send what another visitor left in this browser', async () => {
    const store = memoryStore();
    const { server } = stage;
    const log = server.service.open();
    const before = await stage.startedVisitor(store);
    const view = await before.currentConversation();
    await stage.serverGoesAway(before);
    view.send('private');
    before.stop();
    stage.serverComesBack();
    server.service.actors.public = { ...server.service.actors.public, id: crypto.randomUUID() };
    server.service.sessionToken = 'session of another';
    const after = await stage.visitorView(store);
    after.send('mine');
    await until(after, (state) => state.events.length === 1);
    expect(log.seenBy('agents').map((event) => 'text' in event && event.text)).toEqual(['mine']);
  });
});
