import { createAgentClient, createVisitorClient, memoryStore } from '../index.ts';
import { until } from '../value.ts';
import { ChatServer } from './chat-server.ts';

it('lets a visitor and an agent talk', async () => {
  const server = await ChatServer.start();
  const visitor = createVisitorClient({ baseUrl: server.url, siteKey: 'demo', store: memoryStore() });
  const agent = createAgentClient({ baseUrl: server.url, store: memoryStore() });
  await visitor.start();
  await agent.login('ada@example.com', 'secret');
  const mine = await visitor.currentConversation();
  mine.send('Hello');
  mine.send('Is anybody there?');
  const sent = await until(mine, (state) => state.events.length === 2);
  expect(sent.outbox).toEqual([]);
  const theirs = agent.openConversation(sent.conversation?.id ?? '');
  await until(theirs, (state) => state.events.length === 2);
  theirs.addNote('Looks nice');
  theirs.send('Yes!');
  const answered = await until(mine, (state) => state.events.length === 3);
  expect(answered.events.map((event) => event.seq)).toEqual([1, 2, 4]);
  await theirs.close();
  await until(mine, (state) => state.conversation?.status === 'closed');
  visitor.stop();
  agent.stop();
  await server.stop();
});
