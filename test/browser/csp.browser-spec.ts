import type { Browser } from 'playwright-core';

import type { RouteOutput } from '#contracts';

import { AgentInBrowser, VisitorInBrowser, launchBrowser } from './browser.ts';
import { startDemoServer } from './demo-server.ts';
import type { DemoServer } from './demo-server.ts';
import { startWebsite } from './website.ts';

let server: DemoServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
}, 30_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Every page of the settings, each until it shows its heading. */
async function visitSettings({ page }: AgentInBrowser): Promise<void> {
  await page.goto(`${server.url}/console/settings`);
  const links = page.locator('a[href*="/console/settings/"]');
  await links.first().waitFor();
  for (const address of await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))) {
    await page.goto(address);
    await page.getByRole('main').getByRole('heading').first().waitFor();
  }
}

/** The sites as their admin sees them. */
async function admin() {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as T;
  };
  const { accessToken } = await post<{ accessToken: string }>('/v1/auth/login', server.login);
  const { id, publicKey } = await post<RouteOutput<'site.create'>>('/v1/sites', { name: 'Shop' }, accessToken);
  return { publicKey, allow: (allowedOrigins: string[]) => post(`/v1/sites/${id}`, { allowedOrigins }, accessToken) };
}

it('nothing that widget, console and demo page do is against their Content-Security-Policy', async () => {
  const visitor = await VisitorInBrowser.arrive(browser, server.url);
  const agent = await AgentInBrowser.signIn(browser, server.url, server.login);
  await visitor.openChat();
  await visitor.write('Do you ship to Norway?');
  await agent.openConversation('Do you ship to Norway?');
  await agent.reply('See https://example.com/shipping');
  await visitor.chat.getByRole('link', { name: 'https://example.com/shipping' }).waitFor();
  await visitSettings(agent);
  expect([...visitor.problems, ...agent.problems]).toEqual([]);

  // And what is against it would have been noticed.
  for (const { page } of [visitor, agent]) {
    const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
    await page.evaluate(() =>
      document.head.append(Object.assign(document.createElement('style'), { textContent: 'p {}' })),
    );
    await refused;
  }
  expect(visitor.problems).toHaveLength(1);
  expect(agent.problems).toHaveLength(1);
}, 60_000);

it('a website on the list of the site has the chat on its page, another one gets no frame', async () => {
  const site = await admin();
  const website = await startWebsite(server.url, site.publicKey);
  try {
    await site.allow([website.origin]);
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    await visitor.openChat();
    await visitor.write('Hello from the shop');
    await visitor.reads('Hello from the shop');
    expect(visitor.problems).toEqual([]);

    await site.allow(['https://shop.example']);
    const other = await VisitorInBrowser.arriveAt(browser, website.origin);
    const refused = other.page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await other.page.locator('parley-chat .launcher').click();
    await refused;
    expect(await other.chat.getByRole('textbox').count()).toBe(0);
  } finally {
    website.stop();
  }
}, 60_000);
