import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Browser } from 'playwright-core';

import type { RouteOutput } from '#contracts';

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

/** Another website, with this site's chat on its page. */
async function websiteWith(siteKey: () => string) {
  const website = createServer((_request, response) => {
    const page = `<!doctype html><title>Shop</title><body><script src="${server.url}/widget.js" data-site="${siteKey()}"></script>`;
    response.setHeader('Content-Type', 'text/html').end(page);
  });
  await once(website.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(website.address() as AddressInfo).port}`;
  return { url, stop: () => void website.close().closeAllConnections() };
}

async function siteOn(allowedOrigins: string[]): Promise<string> {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as T;
  };
  const { accessToken } = await post<RouteOutput<'auth.login'> & { accessToken: string }>(
    '/v1/auth/login',
    server.login,
  );
  const site = { name: 'Shop', allowedOrigins };
  return (await post<RouteOutput<'site.create'>>('/v1/sites', site, accessToken)).publicKey;
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
  let siteKey = '';
  const website = await websiteWith(() => siteKey);
  try {
    siteKey = await siteOn([website.url]);
    const visitor = await VisitorInBrowser.arriveAt(browser, website.url);
    await visitor.openChat();
    await visitor.write('Hello from the shop');
    await visitor.reads('Hello from the shop');
    expect(visitor.problems).toEqual([]);

    siteKey = await siteOn(['https://shop.example']);
    const other = await VisitorInBrowser.arriveAt(browser, website.url);
    const refused = other.page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await other.page.locator('parley-chat .launcher').click();
    await refused;
    expect(await other.chat.getByRole('textbox').count()).toBe(0);
  } finally {
    website.stop();
  }
}, 60_000);
