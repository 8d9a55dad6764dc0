import { SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { eventually } from '#testing';

import { VisitorInBrowser, launchBrowser } from './browser.ts';
import { startDemoServer } from './demo-server.ts';
import type { DemoServer } from './demo-server.ts';
import { startWebsite } from './website.ts';
import type { Website } from './website.ts';

type SiteSettings = RouteOutput<'site.create'>;

let server: DemoServer;
let browser: Browser;
let token: string;
const websites: Website[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
  token = (await post<RouteOutput<'auth.login'>>('/v1/auth/login', server.login)).accessToken;
}, 60_000);
afterAll(async () => {
  await browser.close();
  for (const website of websites) website.stop();
  await server.stop();
});

async function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function get<T>(path: string): Promise<T> {
  return (await (await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } })).json()) as T;
}

/** A website of its own site, and how it signs who its users are. */
async function aWebsite(settings: object = {}) {
  const site = await post<SiteSettings>('/v1/sites', { name: 'Juniper & Co.', ...settings });
  const { secret } = await post<RouteOutput<'site.renewSecret'>>(`/v1/sites/${site.id}/identity-secret`, {});
  const website = await startWebsite(server.url, site.publicKey);
  websites.push(website);
  const vouch = (sub: string, name: string) =>
    new SignJWT({ sub, name, aud: site.publicKey, jti: newId() })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret));
  const identify = async (sub: string, name: string) => {
    website.calls = `Parley('identify', ${JSON.stringify(await vouch(sub, name))});`;
  };
  return { site, website, vouch, identify };
}

/** The conversations of a site, as agents see them. */
async function conversationsOf({ id }: SiteSettings) {
  const { conversations } = await get<RouteOutput<'conversation.list'>>('/v1/conversations?limit=100');
  return conversations.filter(({ siteId }) => siteId === id);
}

/** Everything that page and frame keep in this browser. */
async function keptBy(page: Page): Promise<string[]> {
  const kept = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])),
  );
  return [...kept.flat(), ...(await page.context().cookies()).map(({ name }) => name)];
}

const launcherOf = ({ page }: VisitorInBrowser) => page.locator('parley-chat .launcher');
const call = (visitor: VisitorInBrowser, ...command: string[]) =>
  visitor.page.evaluate((args) => (window as unknown as { Parley(...a: string[]): void }).Parley(...args), command);

describe('a website that vouches for its user', () => {
  it('gives them a name, and their conversation back in another browser', async () => {
    const { site, website, identify } = await aWebsite();
    await identify('user-1', 'Ida');
    const home = await VisitorInBrowser.arriveAt(browser, website.origin);
    await home.openChat();
    await home.write('Where is my bowl?');
    await home.chat.getByText('Sent').waitFor();
    expect(await conversationsOf(site)).toMatchObject([{ visitor: { name: 'Ida' } }]);

    await identify('user-1', 'Ida');
    const away = await VisitorInBrowser.arriveAt(browser, website.origin);
    await away.openChat();
    await away.reads('Where is my bowl?');
    expect([...home.problems, ...away.problems]).toEqual([]);
  }, 60_000);

  it('keeps on the screen what they wrote before they signed in, as theirs', async () => {
    const { site, website, vouch, identify } = await aWebsite();
    await identify('user-1', 'Ida');
    const home = await VisitorInBrowser.arriveAt(browser, website.origin);
    await home.openChat();
    website.calls = '';
    const away = await VisitorInBrowser.arriveAt(browser, website.origin);
    await away.openChat();
    await away.write('Hello from the café');
    await away.chat.getByText('Sent').waitFor();

    await call(away, 'identify', await vouch('user-1', 'Ida'));
    await away.write('It is me, Ida');
    // The conversation is loaded anew, as the person's: for a moment it is not there.
    const own = away.chat.getByRole('log').locator('.group.own .bubble');
    await eventually(async () => (await own.allInnerTexts()).join() === 'Hello from the café,It is me, Ida');
    expect(await away.chat.locator('.group.theirs').count()).toBe(0);
    // Of the first one it stands there already, as long as the other is a group of its own.
    await away.chat.locator('.group.own').last().getByText('Sent').waitFor();
    expect(await conversationsOf(site)).toMatchObject([{ visitor: { name: 'Ida' }, lastSeq: 2 }]);
  }, 60_000);

  it('shows nothing of one user to the next one in the same browser', async () => {
    const { website, vouch, identify } = await aWebsite();
    await identify('ida', 'Ida');
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    await visitor.openChat();
    await visitor.write('My card number is …');
    await visitor.chat.getByText('Sent').waitFor();
    await visitor.chat.getByPlaceholder('Write a message').fill('a private draft');

    await call(visitor, 'identify', await vouch('bob', 'Bob'));
    const greeting = visitor.chat.getByText('Hello! How can we help?');
    await greeting.waitFor();
    expect(await visitor.chat.getByPlaceholder('Write a message').inputValue()).toBe('');
    await visitor.write('I am Bob');
    await visitor.chat.getByText('Sent').waitFor();
    expect(await visitor.messages()).toEqual(['I am Bob']);

    await visitor.chat.getByPlaceholder('Write a message').fill('another draft');
    await call(visitor, 'logout');
    await greeting.waitFor();
    expect(await visitor.chat.getByPlaceholder('Write a message').inputValue()).toBe('');
    expect(await visitor.messages()).toEqual([]);
  }, 60_000);

  it('signs them out also when the page goes away at the same moment, whether the chat was loaded or not', async () => {
    const { website, vouch } = await aWebsite();
    const asIda = async () => `Parley('identify', async () => ${JSON.stringify(await vouch('ida', 'Ida'))});`;
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    const other = await visitor.page.context().newPage();
    const otherChat = other.frameLocator('parley-chat iframe');
    const greeting = visitor.chat.getByText('Hello! How can we help?');
    const leave = () => visitor.page.evaluate('Parley("logout"); location.reload()');
    for (const isLoaded of [true, false]) {
      website.calls = await asIda();
      await other.goto(website.origin);
      await other.locator('parley-chat .launcher').click();
      await otherChat.getByPlaceholder('Write a message').fill('My card number is …');
      await otherChat.getByPlaceholder('Write a message').press('Enter');
      await otherChat.getByText('Sent').waitFor();
      website.calls = `Parley('identify', () => ''); Parley('identify', '');`;
      await visitor.page.reload();
      if (isLoaded) {
        await visitor.openChat();
        await visitor.reads('My card number is …');
      }
      await leave();
      await otherChat.getByText('It was ended on this device').waitFor();
      await visitor.openChat();
      await greeting.waitFor();
      expect(await visitor.messages()).toEqual([]);
      for (const page of [visitor.page, other]) await page.evaluate(() => sessionStorage.clear());
    }
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it('gets no chat for somebody it cannot vouch for', async () => {
    const { website } = await aWebsite();
    website.calls = `Parley('identify', 'forged');`;
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    await launcherOf(visitor).click();
    await visitor.chat.getByRole('heading', { name: 'We could not confirm who you are' }).waitFor();
  }, 60_000);
});

describe('a site that asks for consent', () => {
  const asking = { requiresConsent: true, privacyUrl: 'https://shop.example/privacy' };

  it('is asked for it with the keyboard, and keeps nothing before, nor after a no', async () => {
    const { site, website } = await aWebsite(asking);
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    const { chat, page } = visitor;
    await launcherOf(visitor).press('Enter');
    const question = chat.getByRole('region', { name: 'Before we chat' });
    await question.waitFor();
    await chat.getByText('show you the answers of Juniper & Co.').waitFor();
    expect(await question.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await chat.getByRole('link', { name: 'Privacy policy' }).getAttribute('href')).toBe(asking.privacyUrl);
    expect(await keptBy(page)).toEqual([]);

    for (const _ of ['policy', 'agree', 'decline']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('parley-chat:not([open])').waitFor({ state: 'attached' });
    expect(await keptBy(page)).toEqual([]);
    await page.reload();
    await launcherOf(visitor).waitFor();
    expect(page.frames()).toHaveLength(1);
    expect(await conversationsOf(site)).toEqual([]);
  }, 60_000);

  it('chats with those who agree, and asks them once', async () => {
    const { website } = await aWebsite(asking);
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    await launcherOf(visitor).click();
    await visitor.chat.getByRole('button', { name: 'Agree and start the chat' }).click();
    await visitor.write('Hello');
    await visitor.chat.getByText('Sent').waitFor();
    await visitor.page.reload();
    await visitor.reads('Hello');
  }, 60_000);

  it('forgets those who want to be forgotten, on the server and in every tab', async () => {
    const { site, website } = await aWebsite(asking);
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    const { chat, page } = visitor;
    await launcherOf(visitor).click();
    await chat.getByRole('button', { name: 'Agree and start the chat' }).click();
    await visitor.write('Hello');
    await chat.getByText('Sent').waitFor();
    const otherTab = await page.context().newPage();
    await otherTab.goto(website.origin);
    await otherTab.locator('parley-chat .launcher').click();
    const otherChat = otherTab.frameLocator('parley-chat iframe');
    await otherChat.getByRole('log').getByText('Hello').waitFor();

    await chat.getByRole('button', { name: 'Your privacy' }).click();
    await chat.getByRole('button', { name: 'End chat and forget me on this device' }).click();
    await chat.getByText('This device has forgotten it.').waitFor();
    await otherChat.getByText('It was ended on this device').waitFor();
    expect(await conversationsOf(site)).toHaveLength(1);
    await page.waitForFunction(() => sessionStorage.length === 0);
    await chat.getByRole('button', { name: 'Start a new chat' }).click();
    await chat.getByRole('heading', { name: 'Before we chat' }).waitFor();
    expect(await keptBy(page)).toEqual([]);
  }, 60_000);
});

describe('a visitor who is shut out', () => {
  it('reads so in the open chat, and is not connected again by a reload', async () => {
    const { site, website } = await aWebsite();
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    await visitor.openChat();
    await visitor.write('Rude words');
    await visitor.chat.getByText('Sent').waitFor();
    const [conversation] = await conversationsOf(site);
    await post(`/v1/visitors/${conversation?.visitor.id}/ban`, {});
    const told = visitor.chat.getByRole('heading', { name: 'This chat is not open to you' });
    await told.waitFor();
    await visitor.page.reload();
    await told.waitFor();
  }, 60_000);

  it('reads so when the website is taken off the list', async () => {
    const { site, website } = await aWebsite();
    await post(`/v1/sites/${site.id}`, { allowedOrigins: [website.origin] });
    const visitor = await VisitorInBrowser.arriveAt(browser, website.origin);
    await visitor.openChat();
    await post(`/v1/sites/${site.id}`, { allowedOrigins: ['https://other.example'] });
    await visitor.chat.getByRole('heading', { name: 'The chat is not available here' }).waitFor();
  }, 60_000);
});
