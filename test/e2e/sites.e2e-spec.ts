import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { Cluster, TestSocket } from '#testing';
import type { Participant, TestWorkspace } from '#testing';

let cluster: Cluster;
let workspace: TestWorkspace;
let admin: Participant;
const sockets: TestSocket[] = [];
beforeAll(async () => {
  cluster = await Cluster.start({ realtime: 2 });
  workspace = await cluster.workspace();
  admin = await cluster.agent(workspace, 'Ada', 'admin');
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await cluster.stop();
});

const as = ({ accessToken }: Participant, method: 'get' | 'post', path: string, body?: object) =>
  request(cluster.url)[method](path).auth(accessToken, { type: 'bearer' }).send(body);

async function createSite(input: object = {}): Promise<RouteOutput<'site.create'>> {
  return (await as(admin, 'post', '/v1/sites', { name: 'Shop', ...input }).expect(201)).body as never;
}

const startSession = (siteKey: string, embeddedBy?: string, sessionToken?: string) =>
  request(cluster.url).post('/v1/visitor-sessions').send({ siteKey, embeddedBy, sessionToken });

async function connect({ accessToken }: RouteOutput<'visitor.session'>, instance: number): Promise<TestSocket> {
  const ticket = await cluster.ticket(accessToken);
  const socket = await TestSocket.connect(cluster.realtime[instance]?.url ?? '', 'visitor', ticket);
  sockets.push(socket);
  return socket;
}

const audited = (siteId: string) =>
  cluster.prisma.auditEntry.findMany({ where: { targetId: siteId }, orderBy: { id: 'asc' } });

describe('a site', () => {
  it('is made with a key of its own, and open to every website', async () => {
    const [site, other] = [await createSite(), await createSite()];
    expect(site).toMatchObject({
      name: 'Shop',
      allowedOrigins: [],
      requiresConsent: false,
      privacyUrl: null,
      hasIdentitySecret: false,
    });
    expect(site.publicKey).not.toBe(other.publicKey);
    const { body } = await startSession(site.publicKey, 'https://anything.example').expect(200);
    const { accessToken } = body as RouteOutput<'visitor.session'>;
    await request(cluster.url).get('/v1/conversations').auth(accessToken, { type: 'bearer' }).expect(200);
    const { sites } = (await as(admin, 'get', '/v1/sites').expect(200)).body as RouteOutput<'site.list'>;
    expect(sites).toEqual(expect.arrayContaining([site, other]));
  });

  it('is changed in what is given, and the audit log tells what it was', async () => {
    const site = await createSite({ allowedOrigins: ['https://shop.example'] });
    const change = { name: 'Shoppe', requiresConsent: true, allowedOrigins: ['https://shop.example'] };
    const { body } = await as(admin, 'post', `/v1/sites/${site.id}`, change).expect(200);
    expect(body).toEqual({ ...site, ...change });
    await as(admin, 'post', `/v1/sites/${site.id}`, {}).expect(200);
    expect(await audited(site.id)).toMatchObject([
      { action: 'site.created', actorName: 'Ada' },
      {
        action: 'site.changed',
        details: { name: { from: 'Shop', to: 'Shoppe' }, requiresConsent: { from: false, to: true } },
      },
    ]);
  });

  it('shows its identity secret once, keeps it sealed, and writes it into no log', async () => {
    const site = await createSite();
    const renewing = as(admin, 'post', `/v1/sites/${site.id}/identity-secret`);
    const { secret } = (await renewing.expect(200)).body as RouteOutput<'site.renewSecret'>;
    expect(secret.length).toBeGreaterThanOrEqual(43);
    const { body } = await as(admin, 'post', `/v1/sites/${site.id}`, { name: 'Shop' }).expect(200);
    expect(body).toMatchObject({ hasIdentitySecret: true });
    const everywhere = [body, await audited(site.id), await cluster.prisma.site.findMany(), cluster.api[0]?.output];
    expect(JSON.stringify(everywhere)).not.toContain(secret);
    expect((await audited(site.id)).map(({ action }) => action)).toContain('site.secret_renewed');
  });

  it('is nobody’s from another workspace', async () => {
    const site = await createSite();
    const stranger = await cluster.agent(await cluster.workspace(), 'Eve', 'owner');
    for (const path of [`/v1/sites/${site.id}`, `/v1/sites/${site.id}/identity-secret`])
      expect((await as(stranger, 'post', path, {})).body).toMatchObject({ code: 'not_found' });
    const { sites } = (await as(stranger, 'get', '/v1/sites').expect(200)).body as RouteOutput<'site.list'>;
    expect(sites.map(({ id }) => id)).not.toContain(site.id);
  });

  it.each([
    { allowedOrigins: ['shop.example'] },
    { allowedOrigins: ['https://shop.example/'] },
    { allowedOrigins: ['https://*.*.example'] },
    { allowedOrigins: ['https://*'] },
    { allowedOrigins: ['javascript:alert(1)'] },
    { privacyUrl: 'javascript:alert(1)' },
    { privacyUrl: '/privacy' },
    { name: ' ' },
    { publicKey: 'mine' },
    { identitySecret: 'mine' },
  ])('does not take %j', async (input) => {
    const site = await createSite();
    const { body } = await as(admin, 'post', `/v1/sites/${site.id}`, input).expect(400);
    expect(body).toMatchObject({ code: 'invalid_request' });
  });
});

describe('the websites a site allows', () => {
  it('get sessions, and others do not', async () => {
    const { publicKey } = await createSite({ allowedOrigins: ['https://Shop.example', 'https://*.shop.example'] });
    await startSession(publicKey, 'https://shop.example').expect(200);
    await startSession(publicKey, 'https://www.shop.example').expect(200);
    for (const origin of [
      'https://evil.example',
      'http://shop.example',
      'https://shop.example.evil.example',
      undefined,
    ])
      expect((await startSession(publicKey, origin).expect(403)).body).toMatchObject({ code: 'origin_not_allowed' });
  });

  it('are remembered with the session', async () => {
    const { publicKey } = await createSite();
    const { body } = await startSession(publicKey, 'https://shop.example').expect(200);
    const { sessionToken } = body as RouteOutput<'visitor.session'>;
    const row = () => cluster.prisma.visitorSession.findUniqueOrThrow({ where: { id: sessionToken.split('.')[0] } });
    expect((await row()).origin).toBe('https://shop.example');
    await startSession(publicKey, 'https://www.shop.example', sessionToken).expect(200);
    expect((await row()).origin).toBe('https://www.shop.example');
  });

  it('lose their sockets, sessions and REST when they are taken off the list, and the others keep them', async () => {
    const origins = ['https://shop.example', 'https://blog.example'];
    const site = await createSite({ allowedOrigins: origins });
    const [shop, blog] = await Promise.all(
      origins.map(async (origin) => (await startSession(site.publicKey, origin).expect(200)).body as never),
    );
    const [shopSocket, blogSocket] = await Promise.all([connect(shop as never, 0), connect(blog as never, 1)]);
    const closing = blogSocket.next('connection.closing');
    await as(admin, 'post', `/v1/sites/${site.id}`, { allowedOrigins: ['https://shop.example'] }).expect(200);

    expect(await closing).toMatchObject({ reason: 'origin_not_allowed' });
    await blogSocket.closed;
    const { accessToken, sessionToken } = blog as unknown as RouteOutput<'visitor.session'>;
    const rest = request(cluster.url).get('/v1/conversations').auth(accessToken, { type: 'bearer' });
    expect((await rest.expect(403)).body).toMatchObject({ code: 'origin_not_allowed' });
    await startSession(site.publicKey, 'https://blog.example', sessionToken).expect(403);
    expect(await shopSocket.send('resume', { conversations: [{ conversationId: newId() }] })).toMatchObject({
      ok: true,
    });
  });
});

it('a browser is told what to know of a site before there is a session, and nothing more', async () => {
  const { publicKey } = await createSite({ privacyUrl: 'https://shop.example/privacy' });
  const { body } = await request(cluster.url).get(`/v1/welcome/${publicKey}`).expect(200);
  expect(body).toEqual({
    name: 'Shop',
    isOnline: false,
    requiresConsent: false,
    privacyUrl: 'https://shop.example/privacy',
  });
  const unknown = await request(cluster.url).get('/v1/welcome/nobody').expect(404);
  expect(unknown.body).toMatchObject({ code: 'not_found' });
});
