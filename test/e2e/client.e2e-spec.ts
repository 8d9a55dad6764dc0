import { createAgentClient, createVisitorClient, memoryStore } from '#client';
import type { AgentClient, ConversationState, Store, VisitorClient } from '#client';
import { Cluster } from '#testing';
import type { TestAgent, TestWorkspace } from '#testing';

let cluster: Cluster;
let workspace: TestWorkspace;
let account: TestAgent;
beforeAll(async () => {
  cluster = await Cluster.start();
  workspace = await cluster.workspace();
  account = await cluster.agent(workspace);
});
afterAll(() => cluster.stop());

const clients: (VisitorClient | AgentClient)[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.stop()));

async function aVisitorOn(instance: number, store = memoryStore()): Promise<VisitorClient> {
  const realtimeUrl = cluster.realtime[instance]?.url;
  const client = createVisitorClient({ baseUrl: cluster.url, realtimeUrl, siteKey: workspace.siteKey, store });
  clients.push(client);
  await client.start();
  return client;
}

async function anAgentOn(instance: number): Promise<AgentClient> {
  const client = createAgentClient({
    baseUrl: cluster.url,
    realtimeUrl: cluster.realtime[instance]?.url,
    store: memoryStore(),
  });
  clients.push(client);
  await client.login(account.email, account.password);
  return client;
}

/** Resolves with the first state that is so. */
function when<T>(store: Store<T>, isSo: (state: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!isSo(store.get())) return;
      stop();
      resolve(store.get());
    };
    const stop = store.subscribe(check);
    queueMicrotask(check);
  });
}

const texts = ({ events }: ConversationState): string[] =>
  events.flatMap((event) => ('text' in event ? [event.text] : []));
const has = (text: string) => (state: ConversationState) => texts(state).includes(text);

describe('the client', () => {
  it('carries a conversation between two instances, and both ends show the same log', async () => {
    const visitor = await aVisitorOn(0);
    const agent = await anAgentOn(1);
    const chat = visitor.newConversation();
    chat.send('Hello');
    const { conversation } = await when(chat, (state) => state.conversation !== null && state.outbox.length === 0);
    await when(agent.inbox, (inbox) => inbox.conversations.some((one) => one.id === conversation?.id));

    const desk = agent.openConversation(conversation?.id ?? '');
    await when(desk, has('Hello'));
    desk.send('Good morning');
    desk.addNote('a regular');
    desk.send('How can we help?');
    await when(chat, has('How can we help?'));
    await desk.close();
    const seen = await when(chat, (state) => state.conversation?.status === 'closed');

    expect(texts(seen)).toEqual(['Hello', 'Good morning', 'How can we help?']);
    expect(texts(desk.get())).toEqual(['Hello', 'Good morning', 'a regular', 'How can we help?']);
  });

  it('finds its conversation again after a reload, with what is still in the outbox', async () => {
    const store = memoryStore();
    const first = await aVisitorOn(0, store);
    const chat = await first.currentConversation();
    chat.send('before the reload');
    await when(chat, has('before the reload'));
    chat.send('as the tab closes');
    first.stop();

    const second = await aVisitorOn(1, store);
    const again = await second.currentConversation();
    const state = await when(again, has('as the tab closes'));
    expect(texts(state)).toEqual(['before the reload', 'as the tab closes']);
    expect(second.visitor.get()).toEqual(first.visitor.get());
  });

  it('goes on by REST, both ways, where a proxy refuses sockets', async () => {
    const refusing = cluster.url; // The API's own process serves no sockets.
    const visitor = createVisitorClient({
      baseUrl: cluster.url,
      realtimeUrl: refusing,
      siteKey: workspace.siteKey,
      store: memoryStore(),
    });
    clients.push(visitor);
    await visitor.start();
    const chat = visitor.newConversation();
    chat.send('through the wall');
    const { conversation } = await when(chat, (state) => state.conversation !== null && state.outbox.length === 0);
    const agent = await anAgentOn(0);
    const desk = agent.openConversation(conversation?.id ?? '');
    await when(desk, has('through the wall'));
    await when(visitor.connection, (state) => state === 'polling');
    desk.send('we hear you');
    expect(texts(await when(chat, has('we hear you')))).toEqual(['through the wall', 'we hear you']);
  }, 30_000);

  it('comes back and is complete when its instance is killed', async () => {
    const doomed = await cluster.startProcess('realtime');
    const visitor = createVisitorClient({
      baseUrl: cluster.url,
      realtimeUrl: doomed.url,
      siteKey: workspace.siteKey,
      store: memoryStore(),
    });
    clients.push(visitor);
    await visitor.start();
    const chat = visitor.newConversation();
    chat.send('one');
    const { conversation } = await when(chat, has('one'));
    const desk = (await anAgentOn(1)).openConversation(conversation?.id ?? '');
    await when(desk, has('one'));

    await doomed.kill();
    chat.send('two');
    desk.send('three');
    await when(desk, has('two'));
    const state = await when(chat, (now) => texts(now).length === 3);
    expect(texts(state)).toEqual(texts(desk.get()));
  }, 30_000);
});
