import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';

import { createAgentClient, memoryStore } from '#client';
import type { AgentClient } from '#client';

import { AgentInBrowser, launchBrowser } from './browser.ts';
import { startDemoServer } from './demo-server.ts';
import type { DemoServer } from './demo-server.ts';

const PASSWORD = 'seven purple kettles';

let server: DemoServer;
let browser: Browser;
let owner: AgentClient;
beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
  owner = newClient();
  await owner.login(server.login.email, server.login.password);
}, 60_000);
afterAll(async () => {
  owner.stop();
  await browser.close();
  await server.stop();
});

it('an agent turns on the second factor, and signs in with a code of the app, or with a backup code', async () => {
  const login = await newAgent('ada');
  const agent = await AgentInBrowser.signIn(browser, server.url, login);
  const { page } = agent;

  await page.goto(`${server.url}/console/settings/account`);
  await button(page, 'Set up').click();
  const password = page.getByRole('dialog').getByLabel('Your password');
  await password.fill('not my password');
  await button(page, 'Continue').click();
  await page.getByText('This is not your password.').waitFor();
  await password.fill(login.password);
  await button(page, 'Continue').click();
  const app = new TOTP({
    secret: Secret.fromBase32(await page.getByLabel('Or enter this secret by hand').inputValue()),
  });
  await page.getByLabel('Code', { exact: true }).fill(app.generate());
  await page.getByRole('heading', { name: 'Your backup codes' }).waitFor();
  const [backupCode = ''] = await page.getByRole('dialog').getByRole('listitem').allInnerTexts();
  await button(page, 'I have saved them').click();
  await page.getByText('10 backup codes left.').waitFor();

  await signOut(page);
  await fillIn(page, login);
  // No code is taken twice: the next one of the app.
  await page.getByLabel('Code', { exact: true }).fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByText('10 backup codes left.').waitFor();

  await signOut(page);
  await fillIn(page, login);
  await button(page, 'Use a backup code').click();
  await page.getByLabel('Backup code').fill('aaaaa-aaaaa');
  await button(page, 'Sign in').click();
  await page.getByText('The code is wrong, or was used already.').waitFor();
  await page.getByLabel('Backup code').fill(backupCode);
  await button(page, 'Sign in').click();
  await page.getByText('9 backup codes left.').waitFor();
  expect(agent.problems).toEqual([]);
}, 60_000);

it('a session that is ended from another browser is signed out there by itself, and the page says why', async () => {
  const login = await newAgent('grace');
  const lost = await AgentInBrowser.signIn(browser, server.url, login);
  const kept = await AgentInBrowser.signIn(browser, server.url, login);

  await kept.page.goto(`${server.url}/console/settings/sessions`);
  await kept.page.getByText('This one').waitFor();
  await kept.page.getByRole('button', { name: 'End the session' }).first().click();
  await button(kept.page, 'End session').click();
  await kept.page.getByRole('dialog').waitFor({ state: 'detached' });
  // The one of the invitation is there, too.
  await button(kept.page, 'End all others').click();
  await button(kept.page.getByRole('dialog'), 'End all others').click();

  await lost.page.getByText('You were signed out because your session has ended.').waitFor();
  await kept.page.reload();
  await kept.page.getByText('This one').waitFor();
  expect(await kept.page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem').count()).toBe(1);
  expect([...lost.problems, ...kept.problems]).toEqual([]);
}, 60_000);

it('the link for a new password works once, ends every session, and its secret does not stay in the address bar', async () => {
  const login = await newAgent('joan');
  const agent = await AgentInBrowser.signIn(browser, server.url, login);
  const { agents } = await owner.call('agent.list', {});
  const { id: agentId = '' } = agents.find(({ email }) => email === login.email) ?? {};
  const { url } = await owner.call('agent.resetPassword', { agentId });
  const page = await (await browser.newContext()).newPage();

  // A link that was cut off, and then the whole one in the same tab.
  await page.goto(`${server.url}/console/new-password`);
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  await page.goto(url);
  await page.getByLabel('New password').fill('qwertyuiop12');
  await button(page, 'Set password').click();
  await page.getByText('leaked passwords').waitFor();
  expect(page.url()).toBe(`${server.url}/console/new-password`);
  await page.getByLabel('New password').fill('nine quiet lanterns');
  await button(page, 'Set password').click();
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  await agent.page.getByText('You were signed out').waitFor();

  await page.getByRole('link', { name: 'Go to sign-in' }).click();
  await fillIn(page, { ...login, password: 'nine quiet lanterns' });
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  await page.goto(url);
  await page.getByLabel('New password').fill('four gentle harbours');
  await button(page, 'Set password').click();
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
}, 60_000);

it('the settings hold nothing for an agent but what is their own', async () => {
  const { page } = await AgentInBrowser.signIn(browser, server.url, await newAgent('dorothy'));
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Password' }).waitFor();
  const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  expect(await links.allInnerTexts()).toEqual(['Account', 'Sessions']);
  await page.goto(`${server.url}/console/settings/team`);
  await page.getByRole('heading', { name: 'No such settings' }).waitFor();
});

it('why single sign-on sent the browser back is said once', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}/console/login?error=sso_refused`);
  await page.getByRole('alert').getByText('did not let you in').waitFor();
  expect(page.url()).toBe(`${server.url}/console/login`);
  await fillIn(page, server.login);
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  expect(page.url()).toBe(`${server.url}/console/`);
});

function newClient(): AgentClient {
  return createAgentClient({ baseUrl: server.url, store: memoryStore() });
}

/** Somebody who has been invited, and has come. */
async function newAgent(name: string): Promise<{ email: string; password: string }> {
  const email = `${name}@example.com`;
  const { url } = await owner.call('invitation.create', { email, role: 'agent' });
  const client = newClient();
  await client.acceptInvitation({ token: new URL(url ?? '').hash.slice(1), name, password: PASSWORD });
  client.stop();
  return { email, password: PASSWORD };
}

function button(scope: Pick<Page, 'getByRole'>, name: string) {
  return scope.getByRole('button', { name, exact: true });
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

async function fillIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
}
