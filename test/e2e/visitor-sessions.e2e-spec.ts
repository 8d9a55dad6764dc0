import request from 'supertest';

import { Cluster, VisitorBrowser, vouch, vouchingSite } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  // Behind a proxy that is trusted, so that each visitor can have an address of their own.
  cluster = await Cluster.start({ realtime: 2, env: { PARLEY_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => cluster.stop());

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;

describe('a site that asks for consent', () => {
  async function askingSite() {
    const workspace = await cluster.workspace();
    const data = { requiresConsent: true, privacyUrl: 'https://shop.example/privacy' };
    await cluster.prisma.site.update({ where: { id: workspace.siteId }, data });
    return workspace;
  }

  it('writes nothing of a visitor before, and tells a browser what to ask', async () => {
    const { siteKey, siteId } = await askingSite();
    const browser = new VisitorBrowser(cluster, siteKey);
    const { body } = await request(cluster.url).get(`/v1/welcome/${siteKey}`).expect(200);
    const privacyUrl = 'https://shop.example/privacy';
    expect(body).toEqual({ name: 'Acme shop', isOnline: false, requiresConsent: true, privacyUrl });
    for (const hasConsented of [undefined, false]) {
      const answer = await browser.ask({ hasConsented }).expect(403);
      expect(codeOf(answer)).toBe('consent_required');
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
    expect(await cluster.prisma.visitor.count({ where: { siteId } })).toBe(0);
  });

  it('asks once: the session remembers it', async () => {
    const { siteKey } = await askingSite();
    const browser = new VisitorBrowser(cluster, siteKey);
    const first = await browser.start({ hasConsented: true });
    expect((await browser.start()).visitor).toEqual(first.visitor);
    expect((await browser.start({ hasConsented: false })).visitor).toEqual(first.visitor);
  });

  it('asks those too who were here before it asked', async () => {
    const workspace = await cluster.workspace();
    const browser = new VisitorBrowser(cluster, workspace.siteKey);
    const { visitor } = await browser.start();
    await cluster.prisma.site.update({ where: { id: workspace.siteId }, data: { requiresConsent: true } });
    expect(codeOf(await browser.ask().expect(403))).toBe('consent_required');
    expect((await browser.start({ hasConsented: true })).visitor).toEqual(visitor);
  });
});

describe('a session that its visitor ends', () => {
  it('is over at once: its tokens, its sockets, and the way back to the conversations', async () => {
    const browser = new VisitorBrowser(cluster, (await cluster.workspace()).siteKey);
    const { visitor } = await browser.start();
    const conversationId = await browser.createConversation();
    const socket = await browser.connect(1);
    const closing = socket.next('connection.closing');
    await browser.end().expect(204);

    expect(await closing).toMatchObject({ reason: 'session_ended' });
    await socket.closed;
    const answer = await browser.call('get', `/v1/conversations/${conversationId}`).expect(401);
    expect(codeOf(answer)).toBe('session_ended');
    expect((await browser.start()).visitor.id).not.toBe(visitor.id);
    await browser.call('get', `/v1/conversations/${conversationId}`).expect(404);
  });

  it('does not end the session of the same person in another browser', async () => {
    const site = await vouchingSite(cluster);
    const [home, away] = [new VisitorBrowser(cluster, site.siteKey), new VisitorBrowser(cluster, site.siteKey)];
    for (const browser of [home, away]) await browser.start({ identityToken: await vouch(site, { sub: 'ida' }) });
    await away.end().expect(204);
    await home.call('get', '/v1/conversations').expect(200);
  });
});

describe('the address of a session', () => {
  it('is where it was last seen', async () => {
    const { siteKey } = await cluster.workspace();
    const browser = new VisitorBrowser(cluster, siteKey);
    const { sessionToken } = await browser.start();
    const moved = new VisitorBrowser(cluster, siteKey);
    moved.session = browser.session;
    await moved.start();
    const [id] = sessionToken.split('.');
    const row = await cluster.prisma.visitorSession.findUniqueOrThrow({ where: { id } });
    expect(row.address).toBe(moved.address);
  });
});
