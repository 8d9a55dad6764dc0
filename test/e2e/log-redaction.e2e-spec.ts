import { SignJWT } from 'jose';
import { TOTP } from 'otpauth';
import request from 'supertest';
import type { Response } from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { Cluster, TestSocket, eventually } from '#testing';

const SECRET = `hush-${newId()}-${newId()}`;
const SMTP_PASSWORD = 'hush-smtp-password';
const bearer = { type: 'bearer' } as const;

let cluster: Cluster;
beforeAll(async () => {
  const env = {
    PARLEY_LOG_LEVEL: 'debug',
    PARLEY_SECRET: SECRET,
    PARLEY_PUBLIC_URL: 'https://chat.example',
    // Nobody is there: sending fails, and is reported.
    PARLEY_SMTP_URL: `smtp://mailer:${SMTP_PASSWORD}@127.0.0.1:1`,
    PARLEY_MAIL_FROM: 'parley@chat.example',
  };
  cluster = await Cluster.start({ api: 1, realtime: 1, worker: 1, env });
});
afterAll(() => cluster.stop());

const post = (path: string, body: object = {}) => request(cluster.url).post(path).send(body);
const written = () => [...cluster.api, ...cluster.realtime, ...cluster.worker].map(({ output }) => output).join('');
const cookieOf = ({ headers }: Response) => /parley_refresh=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';
const linkToken = (url: string | null) => new URL(url ?? '').hash.slice(1);

/** Whatever was secret on the way of an agent through everything that has secrets. */
async function anAgentsSecrets(): Promise<string[]> {
  const workspace = await cluster.workspace();
  const admin = await cluster.agent(workspace, 'Ada', 'owner');
  const as = (path: string, body: object = {}, token = admin.accessToken) => post(path, body).auth(token, bearer);

  const invited = await as('/v1/invitations', { email: `${newId()}@acme.test`, role: 'agent' }).expect(201);
  const invitation = linkToken((invited.body as RouteOutput<'invitation.create'>).url);
  const password = 'hush quite long and unlikely 71';
  const accepted = await post('/v1/invitations/accept', { token: invitation, name: 'Grace', password }).expect(200);
  const { accessToken, agent } = accepted.body as { accessToken: string; agent: { id: string } };
  const refreshed = await post('/v1/auth/refresh')
    .set('Cookie', `__Host-parley_refresh=${cookieOf(accepted)}`)
    .expect(200);

  const begun = await as('/v1/agents/me/two-factor/begin', { password }, accessToken).expect(200);
  const { secret: totp } = begun.body as RouteOutput<'twoFactor.begin'>;
  const code = new TOTP({ secret: totp }).generate();
  const enabled = await as('/v1/agents/me/two-factor/enable', { code }, accessToken).expect(200);
  const { backupCodes } = enabled.body as { backupCodes: string[] };

  const reset = await as(`/v1/agents/${agent.id}/password-reset`).expect(200);
  const token = linkToken((reset.body as RouteOutput<'agent.resetPassword'>).url);
  const replacement = 'hush another one as unlikely 72';
  await post('/v1/auth/password-resets/redeem', { token, password: replacement }).expect(204);
  await post('/v1/auth/password-resets/redeem', { token, password: replacement }).expect(410);
  await post('/v1/auth/password-resets', { email: admin.email }).expect(204);

  const key = await cluster.apiKey(workspace, ['conversations:read']);
  await request(cluster.url).get('/v1/conversations').auth(key, bearer).expect(200);
  await request(cluster.url).get('/v1/conversations').auth(`${key}x`, bearer).expect(401);

  const ticket = await cluster.ticket(admin.accessToken);
  (await TestSocket.connect(cluster.realtime[0]!.url, 'agent', ticket)).close();
  await expect(TestSocket.connect(cluster.realtime[0]!.url, 'agent', ticket)).rejects.toBeDefined();

  const cookies = [cookieOf(accepted), cookieOf(refreshed)];
  return [invitation, password, accessToken, ...cookies, totp, ...backupCodes, token, replacement, key, ticket];
}

/** The same for a visitor whom the site vouches for. */
async function aVisitorsSecrets(): Promise<string[]> {
  const workspace = await cluster.workspace();
  const owner = await cluster.agent(workspace, 'Ada', 'owner');
  const renewed = await post(`/v1/sites/${workspace.siteId}/identity-secret`)
    .auth(owner.accessToken, bearer)
    .expect(200);
  const { secret } = renewed.body as RouteOutput<'site.renewSecret'>;
  const identityToken = await new SignJWT({ name: 'Vera' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-1')
    .setAudience(workspace.siteKey)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
  const started = await post('/v1/visitor-sessions', { siteKey: workspace.siteKey, identityToken }).expect(200);
  const { sessionToken, accessToken } = started.body as RouteOutput<'visitor.session'>;
  const wrong = `${identityToken.slice(0, -4)}hush`;
  await post('/v1/visitor-sessions', { siteKey: workspace.siteKey, identityToken: wrong }).expect(401);
  const ticket = await cluster.ticket(accessToken);
  const socket = await TestSocket.connect(cluster.realtime[0]!.url, 'visitor', ticket);
  socket.close();
  return [secret, identityToken, wrong, sessionToken, accessToken, ticket];
}

/** Requests that go wrong, each with something in it that must not be repeated. */
async function failures(): Promise<string[]> {
  const broken = '{"email":"a@acme.test","password":"hush-in-broken-json';
  await request(cluster.url).post('/v1/auth/login').type('json').send(broken).expect(400);
  await post('/v1/auth/login', { email: 'a@acme.test', password: 'hush-wrong-password' }).expect(401);
  await request(cluster.url).get('/v1/conversations?token=hush-in-query').expect(401);
  await request(cluster.url).get('/nowhere/?ticket=hush-in-nowhere').expect(404);
  await request(cluster.url).get('/%ff?ticket=hush-in-bad-url').expect(400);
  await request(cluster.url).get('/v1/agents/me').auth('hush-no-token', bearer).expect(401);

  const { siteKey } = await cluster.workspace();
  const started = await post('/v1/visitor-sessions', { siteKey }).expect(200);
  const { sessionToken } = started.body as RouteOutput<'visitor.session'>;
  await cluster.pool.query('ALTER TABLE visitor_sessions RENAME TO elsewhere');
  await post('/v1/visitor-sessions', { siteKey, sessionToken }).expect(500);
  await cluster.pool.query('ALTER TABLE elsewhere RENAME TO visitor_sessions');
  return [sessionToken, 'hush-'];
}

it('no secret and nothing people wrote is in what the processes write, also when things go wrong', async () => {
  const conversation = await cluster.openConversation({ agentOn: 0 });
  const { conversationId } = conversation;
  await conversation.visitor.ask('message.send', { conversationId, clientId: newId(), text: 'hush-message' });
  await cluster.pool.query('ALTER FUNCTION append_events RENAME TO elsewhere');
  const message = { conversationId, clientId: newId(), text: 'hush-failed-message' };
  expect(await conversation.visitor.send('message.send', message)).toMatchObject({ error: { code: 'internal' } });
  await cluster.pool.query('ALTER FUNCTION elsewhere RENAME TO append_events');

  const secrets = [
    SECRET,
    SMTP_PASSWORD,
    ...(await anAgentsSecrets()),
    ...(await aVisitorsSecrets()),
    ...(await failures()),
  ];

  // Both failures have been written, and the mail that could not be sent.
  const failed = () => written().match(/unexpected failure/g)?.length === 2;
  await eventually(() => Promise.resolve(failed() && written().includes('a mail could not be sent')));
  expect(secrets.length).toBeGreaterThan(25);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(4);
    expect(written().toLowerCase()).not.toContain(secret.toLowerCase());
  }
  expect(written()).not.toMatch(/(token|ticket|password|code)=/);
}, 60_000);
