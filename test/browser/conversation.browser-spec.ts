import type { Browser } from 'playwright-core';

import { AgentInBrowser, VisitorInBrowser, launchBrowser } from './browser.ts';
import { startDemoServer } from './demo-server.ts';
import type { DemoServer } from './demo-server.ts';

let server: DemoServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
}, 30_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it('a visitor and an agent talk, the visitor reloads in the middle, and both see the same messages in the same order', async () => {
  const visitor = await VisitorInBrowser.arrive(browser, server.url);
  const agent = await AgentInBrowser.signIn(browser, server.url, server.login);

  await visitor.openChat();
  await visitor.write('Do you ship to Norway?');
  await agent.openConversation('Do you ship to Norway?');
  await agent.reply('We do!');
  await visitor.reads('We do!');
  await agent.addNote('Asked before, in May.');

  await visitor.page.reload();
  await agent.reply('It takes about a week.');
  await visitor.reads('It takes about a week.');
  await visitor.write('Lovely, <b>thank you</b>');
  await agent.reads('Lovely, <b>thank you</b>');
  await agent.page.reload();
  await agent.reads('Lovely, <b>thank you</b>');

  const seenByVisitor = ['Do you ship to Norway?', 'We do!', 'It takes about a week.', 'Lovely, <b>thank you</b>'];
  expect(await visitor.messages()).toEqual(seenByVisitor);
  expect(await agent.messages()).toEqual(seenByVisitor.toSpliced(2, 0, 'Asked before, in May.'));
  expect([...visitor.problems, ...agent.problems]).toEqual([]);
}, 60_000);

it('what a visitor writes while offline is sent when the connection is back, once', async () => {
  const visitor = await VisitorInBrowser.arrive(browser, server.url);
  const agent = await AgentInBrowser.signIn(browser, server.url, server.login);
  await visitor.openChat();
  await visitor.write('Hello from the train');
  await agent.openConversation('Hello from the train');

  await visitor.page.context().setOffline(true);
  await visitor.write('I am in a tunnel');
  await visitor.reads('I am in a tunnel');
  await agent.reply('Take your time');
  await visitor.page.context().setOffline(false);

  await agent.reads('I am in a tunnel');
  await visitor.reads('Take your time');
  expect((await visitor.messages()).toSorted()).toEqual(['Hello from the train', 'I am in a tunnel', 'Take your time']);
  expect(await visitor.messages()).toEqual(await agent.messages());
}, 60_000);
