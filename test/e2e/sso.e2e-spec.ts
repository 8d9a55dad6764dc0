import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import request from 'supertest';

import { SecretBox } from '#accounts';
import { newId } from '#common';
import { readServerSettings } from '#config';
import type { Problem, Role, RouteInput, RouteOutput } from '#contracts';
import { Cluster, freePort } from '#testing';
import type { Participant, TestAgent, TestWorkspace } from '#testing';

import { Browser } from './sso/browser.ts';
import { CLIENT_ID, IdentityProvider } from './sso/identity-provider.ts';
import type { Person } from './sso/identity-provider.ts';

const PUBLIC_URL = 'http://chat.acme.test';
const CALLBACK = `${PUBLIC_URL}/v1/auth/sso/callback`;
const CLIENT_SECRET = 'a secret of the client';
const SECRET = 's'.repeat(40);

let cluster: Cluster;
let provider: IdentityProvider;
beforeAll(async () => {
  const env = { PARLEY_PUBLIC_URL: PUBLIC_URL, PARLEY_ALLOW_PRIVATE_SSO: 'true', PARLEY_SECRET: SECRET };
  [cluster, provider] = await Promise.all([
    Cluster.start({ api: 2, realtime: 0, env }),
    IdentityProvider.start(CALLBACK, CLIENT_SECRET),
  ]);
});
afterAll(() => Promise.all([cluster.stop(), provider.stop()]));

const bearer = { type: 'bearer' } as const;
const apiUrl = (index: number): string => cluster.api[index]?.url ?? '';
const codeOf = ({ body }: { body: unknown }): string => (body as Problem).code;

interface Company {
  workspace: TestWorkspace;
  owner: Participant & TestAgent;
  domain: string;
  /** An address of the company's that nobody has had. */
  address: () => string;
}

async function aCompany(): Promise<Company> {
  const workspace = await cluster.workspace();
  const owner = await cluster.agent(workspace, 'Olga', 'owner');
  const domain = `${newId()}.test`;
  return { workspace, owner, domain, address: () => `${newId()}@${domain}` };
}

function settingsOf({ domain }: Company, changes: Partial<RouteInput<'sso.set'>> = {}): RouteInput<'sso.set'> {
  const { issuer } = provider;
  return { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, domains: [domain], defaultRole: null, ...changes };
}

function set(company: Company, changes?: Partial<RouteInput<'sso.set'>>, by: Participant = company.owner) {
  return request(apiUrl(0)).post('/v1/sso').auth(by.accessToken, bearer).send(settingsOf(company, changes));
}

async function get({ owner }: Company): Promise<RouteOutput<'sso.get'>> {
  const answer = await request(apiUrl(1)).get('/v1/sso').auth(owner.accessToken, bearer).expect(200);
  return answer.body as RouteOutput<'sso.get'>;
}

/** A company whose people sign in at the provider. */
async function aSignedUpCompany(changes?: Partial<RouteInput<'sso.set'>>): Promise<Company> {
  const company = await aCompany();
  await set(company, changes).expect(200);
  return company;
}

async function anAgentOf({ workspace }: Company, email: string, role: Role = 'agent') {
  const agent = await cluster.agent(workspace, 'Ada', role);
  return cluster.prisma.agent.update({ where: { id: agent.id }, data: { email } });
}

const aPerson = (email?: string, more: Partial<Person> = {}): Person => ({
  sub: newId(),
  email,
  email_verified: true,
  name: 'Grace Hopper',
  ...more,
});

/** What a browser brings back from the provider, and what it has kept meanwhile. */
interface Return {
  url: URL;
  cookie: string;
}

/** From the login page to the provider and back, without knocking here again yet. */
async function visit(email: string, person: Person | null, at = 0, change?: (url: URL) => void): Promise<Return> {
  const started = await request(apiUrl(at)).post('/v1/auth/sso').send({ email }).expect(200);
  const url = new URL((started.body as RouteOutput<'sso.start'>).url);
  change?.(url);
  provider.atKeyboard = person;
  const back = await new Browser().followTo(CALLBACK, url.href);
  return { url: back, cookie: String(started.headers['set-cookie']).split(';')[0] ?? '' };
}

interface Arrival {
  location: string;
  /** Names and values. */
  cookies: string[];
}

async function arrive({ url, cookie }: Return, at = 1): Promise<Arrival> {
  const path = `${url.pathname}${url.search}`;
  const { headers } = await request(apiUrl(at)).get(path).set('Cookie', cookie).redirects(0).expect(302);
  const cookies = headers['set-cookie'] as unknown as string[];
  return { location: headers.location ?? '', cookies: cookies.map((text) => text.split(';')[0] ?? '') };
}

/** Starts on one instance and comes back to another one. */
async function signIn(email: string, person: Person | null): Promise<Arrival> {
  return arrive(await visit(email, person));
}

async function agentOf({ cookies }: Arrival): Promise<RouteOutput<'auth.refresh'>['agent']> {
  const answer = await request(apiUrl(0)).post('/v1/auth/refresh').set('Cookie', cookies).expect(200);
  return (answer.body as RouteOutput<'auth.refresh'>).agent;
}

/** The login page, and no session: the only cookie is the one that is forgotten. */
const refusedAs = (code: string): Arrival => ({ location: `/console/login?error=${code}`, cookies: ['parley_sso='] });
const REFUSED = refusedAs('sso_refused');
const UNAVAILABLE = refusedAs('sso_unavailable');

describe('setting up single sign-on', () => {
  it('keeps what the provider stands up to, and never shows the secret again', async () => {
    const company = await aCompany();
    const redirectUrl = `${CALLBACK}/${company.workspace.workspaceId}`;
    expect(await get(company)).toEqual({ provider: null, redirectUrl });
    const { body } = await set(company, { defaultRole: 'agent' }).expect(200);
    const { domain } = company;
    const kept = { issuer: provider.issuer, clientId: CLIENT_ID, domains: [domain], defaultRole: 'agent' };
    expect(body).toEqual({ ...kept, redirectUrl });
    expect(await get(company)).toEqual({ provider: body, redirectUrl });
    const { rows } = await cluster.pool.query('SELECT p, a FROM sso_providers p, audit_entries a');
    expect(JSON.stringify(rows)).not.toContain(CLIENT_SECRET);
  });

  it('finds the provider by the address of its metadata, too', async () => {
    const issuer = `${provider.issuer}/.well-known/openid-configuration`;
    const { body } = await set(await aCompany(), { issuer }).expect(200);
    expect((body as RouteOutput<'sso.set'>).issuer).toBe(provider.issuer);
  });

  it('keeps nothing of a provider that is not there, or says that it is another one', async () => {
    const impostor = createServer((_request, response) => {
      const metadata = { issuer: 'https://accounts.example.com', jwks_uri: 'https://accounts.example.com/jwks' };
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(metadata));
    });
    impostor.listen(0, '127.0.0.1');
    await once(impostor, 'listening');
    const company = await aSignedUpCompany();
    const before = await get(company);
    for (const port of [(impostor.address() as AddressInfo).port, await freePort()]) {
      const answer = await set(company, { issuer: `http://127.0.0.1:${port}` }).expect(502);
      expect(codeOf(answer)).toBe('sso_unavailable');
    }
    expect(await get(company)).toEqual(before);
    impostor.close();
  });

  it.each([
    'http://idp.example.com',
    'http://192.168.1.1',
    'https://me:secret@idp.example.com',
    'https://idp.example.com/?a=b',
  ])('takes no issuer that could not be trusted: %s', async (issuer) => {
    expect(codeOf(await set(await aCompany(), { issuer }).expect(400))).toBe('invalid_request');
  });

  it('does not ask addresses inside, unless the operator allows it: who types one in learns nothing', async () => {
    const careful = await cluster.startProcess('api', { PARLEY_ALLOW_PRIVATE_SSO: 'false' });
    try {
      const company = await aCompany();
      const asked = provider.requests.length;
      const { port } = new URL(provider.issuer);
      for (const issuer of [provider.issuer, `http://localhost:${port}`, 'https://169.254.169.254', 'https://[::1]']) {
        const setting = request(careful.url).post('/v1/sso').auth(company.owner.accessToken, bearer);
        expect(codeOf(await setting.send(settingsOf(company, { issuer })).expect(502))).toBe('sso_unavailable');
      }
      expect(provider.requests.length).toBe(asked);
    } finally {
      await careful.stop();
    }
  });

  it('gives a domain to one workspace of the installation', async () => {
    const [one, other] = await Promise.all([aCompany(), aCompany()]);
    const domains = [`${newId()}.test`, `${newId()}.test`];
    const answers = await Promise.all([set(one, { domains }), set(other, { domains: domains.toReversed() })]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect([await get(one), await get(other)].filter((kept) => kept.provider === null)).toHaveLength(1);
  });

  it('needs the secret anew for another provider, and keeps it for the same one', async () => {
    const company = await aSignedUpCompany();
    await set(company, { clientSecret: undefined, defaultRole: 'supervisor' }).expect(200);
    const elsewhere = { clientSecret: undefined, issuer: 'https://idp.example.com' };
    const answer = await set(company, elsewhere).expect(400);
    expect((answer.body as Problem).details).toEqual([expect.objectContaining({ path: 'clientSecret' })]);
    expect(await agentOf(await signIn(company.address(), aPerson(company.address())))).toMatchObject({
      role: 'supervisor',
    });
  });

  it("is the owner's: the provider says who is who, so an admin could become the owner by it", async () => {
    const company = await aCompany();
    const admin = await cluster.agent(company.workspace, 'Ada', 'admin');
    expect(codeOf(await set(company, {}, admin).expect(403))).toBe('forbidden');
    const removing = request(apiUrl(0)).post('/v1/sso/remove').auth(admin.accessToken, bearer);
    expect(codeOf(await removing.send({}).expect(403))).toBe('forbidden');
  });

  it('ends with its removal, and both stand in the audit log', async () => {
    const company = await aSignedUpCompany({ defaultRole: 'agent' });
    const under = await visit(company.address(), aPerson(company.address()));
    await request(apiUrl(0)).post('/v1/sso/remove').auth(company.owner.accessToken, bearer).send({}).expect(204);
    expect(await arrive(under)).toEqual(REFUSED);
    const starting = request(apiUrl(1)).post('/v1/auth/sso').send({ email: company.address() });
    expect(codeOf(await starting.expect(404))).toBe('not_found');
    const { workspaceId } = company.workspace;
    const entries = await cluster.prisma.auditEntry.findMany({
      where: { workspaceId, action: { startsWith: 'sso' } },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['sso.changed', company.owner.id],
      ['sso.removed', company.owner.id],
    ]);
  });
});

describe('signing in at the provider', () => {
  it('leads an agent with a verified address to the console, with a session of its own kind', async () => {
    const company = await aSignedUpCompany();
    const agent = await anAgentOf(company, company.address(), 'supervisor');
    const arrival = await signIn(agent.email.toUpperCase(), aPerson(agent.email.toUpperCase()));
    expect(arrival.location).toBe('/console/');
    expect(await agentOf(arrival)).toMatchObject({ id: agent.id, role: 'supervisor' });
    const [newest] = await cluster.prisma.agentSession.findMany({
      where: { agentId: agent.id },
      orderBy: { id: 'desc' },
    });
    expect(newest).toMatchObject({ method: 'sso', address: expect.any(String) });
  });

  it('knows them again by who they are there, not by their address', async () => {
    const company = await aSignedUpCompany();
    const agent = await anAgentOf(company, company.address());
    const person = aPerson(agent.email);
    await signIn(agent.email, person);
    const renamed = { ...person, email: company.address(), email_verified: false };
    expect(await agentOf(await signIn(agent.email, renamed))).toMatchObject({ id: agent.id });
  });

  it('is no way into the account of somebody who had the address before', async () => {
    const company = await aSignedUpCompany({ defaultRole: 'agent' });
    const agent = await anAgentOf(company, company.address(), 'admin');
    const [first, successor] = [aPerson(agent.email), aPerson(agent.email)];
    expect(await agentOf(await signIn(agent.email, first))).toMatchObject({ id: agent.id });
    expect(await signIn(agent.email, successor)).toEqual(REFUSED);
    const owners = (path: string) => request(apiUrl(0)).post(path).auth(company.owner.accessToken, bearer).send({});
    // With the provider goes what is known of its people, should it be another one that calls itself the same.
    await owners('/v1/sso/remove').expect(204);
    await set(company).expect(200);
    expect(await agentOf(await signIn(agent.email, successor))).toMatchObject({ id: agent.id });
  });

  it('accepts an open invitation to the address, once', async () => {
    const company = await aSignedUpCompany();
    const email = company.address();
    const inviting = request(apiUrl(0)).post('/v1/invitations').auth(company.owner.accessToken, bearer);
    const { body } = await inviting.send({ email, role: 'admin' }).expect(201);
    const { url } = body as RouteOutput<'invitation.create'>;
    const person = aPerson(email);
    const agent = await agentOf(await signIn(email, person));
    expect(agent).toMatchObject({ email, role: 'admin', name: 'Grace Hopper' });
    const token = new URL(url ?? '').hash.slice(1);
    const reading = request(apiUrl(1)).post('/v1/invitations/read').send({ token });
    expect(codeOf(await reading.expect(410))).toBe('link_expired');
  });

  it('makes somebody new what the workspace says, once, although two tabs come back at the same time', async () => {
    const company = await aSignedUpCompany({ defaultRole: 'agent' });
    const person = aPerson(company.address());
    const tabs = [await visit(company.address(), person, 0), await visit(company.address(), person, 1)];
    const arrivals = await Promise.all(tabs.map((tab, index) => arrive(tab, index)));
    const [one, other] = await Promise.all(arrivals.map(agentOf));
    expect(one).toMatchObject({ email: person.email, role: 'agent', name: 'Grace Hopper' });
    expect(other?.id).toBe(one?.id);
    const joined = await cluster.prisma.auditEntry.findMany({ where: { targetId: one?.id, action: 'agent.joined' } });
    expect(joined).toHaveLength(1);
  });

  it('lets nobody new in where the workspace says nothing', async () => {
    const company = await aSignedUpCompany();
    expect(await signIn(company.address(), aPerson(company.address()))).toEqual(REFUSED);
  });

  it.each([
    ['an address that the provider has not verified', { email_verified: false }],
    ['an address of which it does not say so', { email_verified: undefined }],
    ['a word instead of a yes', { email_verified: 'false' as unknown as boolean }],
    ['no address', { email: undefined }],
    ['an address of another domain', { email: `${newId()}@elsewhere.test` }],
    ['an address below the domain', { email: 'a@b.DOMAIN' }],
  ])('takes %s for nobody', async (_, claims: Partial<Person>) => {
    const company = await aSignedUpCompany({ defaultRole: 'agent' });
    const agent = await anAgentOf(company, company.address());
    const email = claims.email?.replace('DOMAIN', company.domain);
    const person = aPerson(agent.email, { ...claims, ...(email && { email }) });
    expect(await signIn(agent.email, person)).toEqual(REFUSED);
  });

  it('never leads to an agent of another workspace', async () => {
    const [company, victim] = [await aSignedUpCompany({ defaultRole: 'agent' }), await aCompany()];
    const agent = await anAgentOf(victim, company.address(), 'owner');
    const sessions = () => cluster.prisma.agentSession.count({ where: { agentId: agent.id } });
    const before = await sessions();
    expect(await signIn(agent.email, aPerson(agent.email))).toEqual(REFUSED);
    expect(await sessions()).toBe(before);
  });

  it('keeps out who was removed, until they are invited again', async () => {
    const company = await aSignedUpCompany({ defaultRole: 'agent' });
    const person = aPerson(company.address());
    const email = person.email ?? '';
    const former = await agentOf(await signIn(email, person));
    const owners = (path: string) => request(apiUrl(0)).post(path).auth(company.owner.accessToken, bearer);
    await owners(`/v1/agents/${former.id}/remove`).send({}).expect(204);
    expect(await signIn(email, person)).toEqual(REFUSED);
    await owners('/v1/invitations').send({ email, role: 'agent' }).expect(201);
    expect((await agentOf(await signIn(email, person))).id).not.toBe(former.id);
  });

  it('does not ask for the second factor here, and a password that there is not opens nothing', async () => {
    const company = await aSignedUpCompany({ defaultRole: 'agent' });
    const person = aPerson(company.address());
    const { id, email } = await agentOf(await signIn(company.address(), person));
    await cluster.prisma.agent.update({ where: { id }, data: { totpEnabledAt: new Date(), totpSecret: 'x' } });
    expect((await signIn(email, person)).location).toBe('/console/');
    const login = request(apiUrl(0)).post('/v1/auth/login').send({ email, password: 'anything at all' });
    expect(codeOf(await login.expect(401))).toBe('invalid_credentials');
  });
});

describe('the way back from the provider', () => {
  let company: Company;
  let person: Person;
  beforeAll(async () => {
    company = await aSignedUpCompany();
    const agent = await anAgentOf(company, company.address());
    person = aPerson(agent.email);
  });
  const go = (change?: (url: URL) => void) => visit(person.email ?? '', person, 0, change);
  const box = () => {
    const config = readServerSettings({}).toConfig({ databaseUrl: 'postgresql://localhost/x', secret: SECRET });
    return new SecretBox(config);
  };

  it('is open for whom none of the following is true', async () => {
    expect((await arrive(await go())).location).toBe('/console/');
  });

  it.each(['state', 'nonce', 'code_challenge'])('is closed for a sign-in with another %s', async (name) => {
    const other = 'x'.repeat(43);
    expect(await arrive(await go((url) => url.searchParams.set(name, other)))).toEqual(REFUSED);
  });

  it("is closed for a browser that did not set out: somebody else's link signs nobody in", async () => {
    const [mine, theirs] = [await go(), await go()];
    expect(await arrive({ ...mine, cookie: '' })).toEqual(REFUSED);
    expect(await arrive({ ...mine, cookie: theirs.cookie })).toEqual(REFUSED);
    expect(await arrive({ ...mine, cookie: `${mine.cookie.slice(0, -4)}AAAA` })).toEqual(REFUSED);
  });

  it('is closed the second time', async () => {
    const back = await go();
    expect((await arrive(back, 0)).location).toBe('/console/');
    expect(await arrive(back, 1)).toEqual(REFUSED);
  });

  it('is closed after ten minutes', async () => {
    const { url, cookie } = await go();
    const [name, sealed = ''] = cookie.split('=');
    const flow = JSON.parse(box().open('sso-flow', sealed)) as { expiresAt: number };
    expect(flow.expiresAt - Date.now()).toBeLessThanOrEqual(600_000);
    const expired = box().seal('sso-flow', JSON.stringify({ ...flow, expiresAt: Date.now() - 1 }));
    expect(await arrive({ url, cookie: `${name}=${expired}` })).toEqual(REFUSED);
    const again = box().seal('sso-flow', JSON.stringify(flow));
    expect((await arrive({ url, cookie: `${name}=${again}` })).location).toBe('/console/');
  });

  it('is closed for who cancelled there, and for an answer without a code or with an invented one', async () => {
    expect(await arrive(await visit(person.email ?? '', null))).toEqual(REFUSED);
    for (const code of [null, 'invented']) {
      const { url, cookie } = await go();
      if (code) url.searchParams.set('code', code);
      else url.searchParams.delete('code');
      expect(await arrive({ url, cookie })).toEqual(REFUSED);
    }
  });

  it("is closed where another workspace's begins: what one provider gives out is not taken for the answer of another", async () => {
    const other = await aSignedUpCompany();
    const { url, cookie } = await go();
    const elsewhere = new URL(url.href.replace(company.workspace.workspaceId, other.workspace.workspaceId));
    expect(elsewhere.href).not.toBe(url.href);
    expect(await arrive({ url: elsewhere, cookie })).toEqual(REFUSED);
    expect((await arrive({ url, cookie })).location).toBe('/console/');
  });

  it('is closed for the answer of another provider', async () => {
    const { url, cookie } = await go();
    url.searchParams.set('iss', 'https://accounts.example.com');
    expect(await arrive({ url, cookie })).toEqual(REFUSED);
  });

  it('keeps the cookie from scripts and other routes, and forgets it in the end', async () => {
    const email = person.email ?? '';
    const { headers } = await request(apiUrl(0)).post('/v1/auth/sso').send({ email }).expect(200);
    expect(String(headers['set-cookie'])).toMatch(
      /^parley_sso=[\w-]+; Max-Age=600; Path=\/v1\/auth\/sso; HttpOnly; SameSite=Lax$/,
    );
    expect((await arrive(await go())).cookies).toContain('parley_sso=');
  });

  it('leads to the login page with sso_unavailable while the provider is away, and works again afterwards', async () => {
    const back = await go();
    await provider.stop();
    expect(await arrive(back)).toEqual(UNAVAILABLE);
    await provider.listen(CLIENT_SECRET);
    expect((await arrive(await go())).location).toBe('/console/');
  });

  it('is closed once the secret was changed at the provider, and open once it was changed here', async () => {
    await provider.rotate('another secret');
    expect(await arrive(await go())).toEqual(REFUSED);
    await set(company, { clientSecret: 'another secret' }).expect(200);
    expect((await arrive(await go())).location).toBe('/console/');
    await provider.rotate(CLIENT_SECRET);
    await set(company).expect(200);
  });

  it('says in the log why, and nothing secret', async () => {
    const back = await go();
    back.url.searchParams.set('state', 'x'.repeat(43));
    await arrive(back, 1);
    const output = cluster.api.map((api) => api.output).join('\n');
    expect(output).toContain('single sign-on failed');
    for (const secret of [CLIENT_SECRET, back.url.searchParams.get('code') ?? '', back.cookie.split('=')[1] ?? '']) {
      expect(output).not.toContain(secret);
    }
  });
});
