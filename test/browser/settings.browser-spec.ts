import type { Browser, Locator, Page } from 'playwright-core';

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

it('somebody who is invited joins by the link, is in the team, sees no more than their role may, and is signed out from there', async () => {
  const owner = await AgentInBrowser.signIn(browser, server.url, server.login);
  const link = await invite(owner.page, 'ines@juniper.example');
  await invite(owner.page, 'ben@juniper.example');
  const ines = await (await browser.newContext()).newPage();
  await ines.goto(link);
  await ines.getByLabel('Your name').fill('Ines Martinez');
  await ines.getByLabel('Password', { exact: true }).fill('rainy tuesday harmonica');
  await ines.getByRole('button', { name: 'Join' }).click();
  await ines.getByRole('heading', { name: 'Inbox' }).waitFor();

  await openSettings(owner.page, 'Team');
  await row(owner.page, 'Agents', 'Ines Martinez').getByText('ines@juniper.example').waitFor();
  const invitations = owner.page.getByRole('list', { name: 'Open invitations' }).getByRole('listitem');
  await invitations.getByText('ben@juniper.example').waitFor();
  expect(await invitations.count()).toBe(1);
  await invitations.getByRole('button', { name: 'Revoke' }).click();
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await invitations.waitFor({ state: 'detached' });

  await ines.goto(`${server.url}/console/settings/team`);
  await ines.getByText('No such settings').waitFor();
  expect(await ines.getByRole('link', { name: 'API keys' }).count()).toBe(0);

  await owner.page.getByRole('button', { name: 'Actions for Ines Martinez' }).click();
  await owner.page.getByRole('menuitem', { name: 'Sessions' }).click();
  const sessions = owner.page.getByRole('dialog').getByRole('list', { name: 'Sessions' });
  await sessions.getByText('by invitation').waitFor();
  await owner.page.getByRole('button', { name: 'End all sessions' }).click();
  await owner.page.getByText('Not signed in anywhere.').waitFor();
  await ines.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(owner.problems).toEqual([]);
}, 60_000);

it('a key works from when it is made until it is revoked, and the audit log tells of both', async () => {
  const { page, problems } = await AgentInBrowser.signIn(browser, server.url, server.login);
  const key = await createKey(page, 'Nightly export', ['Read: Conversations and messages']);
  expect(await statusWith(key, '/v1/conversations')).toBe(200);
  expect(await statusWith(key, '/v1/sites')).toBe(403);

  await page.getByRole('button', { name: 'Actions for Nightly export' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No API key yet').waitFor();
  expect(await statusWith(key, '/v1/conversations')).toBe(401);

  await openSettings(page, 'Audit log');
  const table = page.getByRole('table', { name: 'Audit log, newest first' });
  await table.getByText('Revoked the API key Nightly export').waitFor();
  await table.getByText('Created the API key Nightly export').waitFor();
  await page.getByLabel('What').selectOption('api_key.created');
  await table.getByText('Revoked the API key Nightly export').waitFor({ state: 'detached' });
  await table.getByText('Created the API key Nightly export').waitFor();
  expect(problems).toEqual([]);
}, 60_000);

it('a visitor who is banned in the conversation stands in the list of bans until the ban is lifted', async () => {
  const visitor = await VisitorInBrowser.arrive(browser, server.url);
  await visitor.openChat();
  await visitor.write('Buy cheap watches');
  const { page, problems } = await AgentInBrowser.signIn(browser, server.url, server.login);
  await page.getByText('Buy cheap watches').first().click();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Ban visitor' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Advertisement');
  await page.getByRole('dialog').getByRole('button', { name: 'Ban' }).click();
  await page.getByText('is banned.').waitFor();

  await openSettings(page, 'Bans');
  await page.getByRole('list', { name: 'Bans' }).getByText('Advertisement').waitFor();
  await page.getByRole('button', { name: 'Lift the ban of' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click();
  await page.getByText('Nobody is banned').waitFor();
  expect(problems).toEqual([]);
}, 60_000);

async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await page.getByRole('link', { name: section, exact: true }).click();
  await page.getByRole('heading', { name: section, level: 1 }).waitFor();
}

function row(page: Page, list: string, name: string): Locator {
  return page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: name });
}

async function invite(page: Page, email: string): Promise<string> {
  await openSettings(page, 'Team');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByLabel('Link of the invitation').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link;
}

async function createKey(page: Page, name: string, rights: string[]): Promise<string> {
  await openSettings(page, 'API keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  for (const right of rights) await dialog.getByLabel(right).check();
  await dialog.getByRole('button', { name: 'Create' }).click();
  const key = await dialog.getByLabel('API key', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return key;
}

async function statusWith(key: string, path: string): Promise<number> {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } });
  return response.status;
}
