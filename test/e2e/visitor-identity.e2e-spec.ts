import request from 'supertest';

import { RATES } from '#contracts';
import { Cluster, VisitorBrowser, inSeconds, vouch, vouchingSite } from '#testing';
import type { IdentityClaims, VisitorSession } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  // Behind a proxy that is trusted, so that each visitor can have an address of their own.
  cluster = await Cluster.start({ realtime: 2, env: { PARLEY_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => cluster.stop());

const sessionOf = ({ sessionToken }: VisitorSession) => sessionToken.split('.')[0];
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;

describe('a website that vouches for its user', () => {
  it('gives the anonymous visitor a name, and the conversation stays theirs', async () => {
    const site = await vouchingSite(cluster);
    const browser = new VisitorBrowser(cluster, site.siteKey);
    const anonymous = await browser.start();
    const conversationId = await browser.createConversation();
    await browser.say(conversationId, 'Hello').expect(201);
    const agent = await site.admin.connect(1);
    await agent.follow(conversationId);

    const identityToken = await vouch(site, { sub: 'user-1', name: 'Ida', email: 'Ida@Example.com' });
    const identified = await browser.start({ identityToken });

    expect(identified.visitor).toEqual({ id: anonymous.visitor.id, name: 'Ida' });
    expect(sessionOf(identified)).toBe(sessionOf(anonymous));
    const { conversations } = await agent.next('inbox.updated', (news) =>
      news.conversations.some(({ visitor }) => visitor.name === 'Ida'),
    );
    expect(conversations.map(({ id }) => id)).toEqual([conversationId]);
    await browser.say(conversationId, 'It is me').expect(201);
    const row = await cluster.prisma.visitor.findUniqueOrThrow({ where: { id: anonymous.visitor.id } });
    expect(row).toMatchObject({ externalId: 'user-1', email: 'ida@example.com' });
    const [first, second] = await cluster.transcript(site.admin, conversationId);
    expect([first?.actor, second?.actor]).toMatchObject([{ name: null }, { id: row.id, name: 'Ida' }]);
  });

  it('is named as far as the name can be kept', async () => {
    const site = await vouchingSite(cluster);
    const identityToken = await vouch(site, { sub: 'u', name: 'I\u0000da' });
    expect((await new VisitorBrowser(cluster, site.siteKey).start({ identityToken })).visitor).toMatchObject({
      name: 'Ida',
    });
  });

  it('is believed again from the same browser, and from no other', async () => {
    const site = await vouchingSite(cluster);
    const [browser, thief] = [new VisitorBrowser(cluster, site.siteKey), new VisitorBrowser(cluster, site.siteKey)];
    const identityToken = await vouch(site, { sub: 'user-1', name: 'Ida' });
    const first = await browser.start({ identityToken });
    expect((await browser.start({ identityToken })).visitor).toEqual(first.visitor);

    const visitors = () => cluster.prisma.visitor.count({ where: { siteId: site.siteId } });
    const before = await visitors();
    expect(codeOf(await thief.ask({ identityToken }).expect(401))).toBe('invalid_identity');
    expect(await visitors()).toBe(before);
    await thief.start();
    expect(codeOf(await thief.ask({ identityToken }).expect(401))).toBe('invalid_identity');
    expect((await thief.start()).visitor).toMatchObject({ name: null });
  });

  it.each<[string, IdentityClaims, string?]>([
    ['signed with another algorithm', { sub: 'u' }, 'HS512'],
    ['without an end', { sub: 'u', exp: undefined }],
    ['that holds for longer than a day', { sub: 'u', exp: inSeconds(25 * 3600) }],
    ['that does not hold yet', { sub: 'u', nbf: inSeconds(3600) }],
    ['for another site', { sub: 'u', aud: 'site-of-others' }],
    ['for no site', { sub: 'u', aud: undefined }],
    ['about nobody', {}],
    ['about an empty id', { sub: '' }],
    ['about an id that is too long', { sub: 'u'.repeat(201) }],
    ['about an id that is a number', { sub: 7 }],
    ['with an address that cannot be kept', { sub: 'u', email: 'a\u0000b@acme.test' }],
    ['with a name that is too long', { sub: 'u', name: 'a'.repeat(101) }],
    ['with an address that is none', { sub: 'u', email: 'nobody' }],
  ])('is not believed by a token %s', async (_, claims, alg = 'HS256') => {
    const site = await vouchingSite(cluster);
    const identityToken = await vouch(site, claims, alg);
    const answer = await new VisitorBrowser(cluster, site.siteKey).ask({ identityToken }).expect(401);
    expect(codeOf(answer)).toBe('invalid_identity');
    expect(await cluster.prisma.visitor.count({ where: { siteId: site.siteId } })).toBe(0);
  });

  it('is not believed by a token past its end, which is nobody’s guess', async () => {
    const site = await vouchingSite(cluster);
    const identityToken = await vouch(site, { sub: 'u', exp: inSeconds(-120) });
    const browser = new VisitorBrowser(cluster, site.siteKey);
    for (let turn = 0; turn <= RATES.guessPerAddress.points; turn += 1)
      expect(codeOf(await browser.ask({ identityToken }))).toBe('token_expired');
    expect(await cluster.prisma.visitor.count({ where: { siteId: site.siteId } })).toBe(0);
  });

  it('is not believed by what is not signed with its secret of now', async () => {
    const site = await vouchingSite(cluster);
    const other = await vouchingSite(cluster);
    const claims = { sub: 'user-1', aud: site.siteKey, exp: inSeconds(300) };
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claims))}.`.replaceAll('=', '');
    const signedByOthers = await vouch({ siteKey: site.siteKey, secret: other.secret }, { sub: 'user-1' });
    const good = await vouch(site, { sub: 'user-1' });
    const renewing = request(cluster.url).post(`/v1/sites/${site.siteId}/identity-secret`);
    await renewing.auth(site.admin.accessToken, { type: 'bearer' }).expect(200);
    for (const identityToken of ['garbage', unsigned, signedByOthers, good]) {
      const answer = await new VisitorBrowser(cluster, site.siteKey).ask({ identityToken });
      expect({ identityToken, code: codeOf(answer) }).toEqual({ identityToken, code: 'invalid_identity' });
    }
  });

  it('is not believed before it has a secret', async () => {
    const { siteKey } = await cluster.workspace();
    const identityToken = await vouch({ siteKey, secret: 'guessed' }, { sub: 'user-1' });
    expect(codeOf(await new VisitorBrowser(cluster, siteKey).ask({ identityToken }).expect(401))).toBe(
      'invalid_identity',
    );
  });

  it('is the only one who can say so: a visitor claims no name by themselves', async () => {
    const browser = new VisitorBrowser(cluster, (await cluster.workspace()).siteKey);
    for (const claim of [{ name: 'Ida' }, { email: 'ida@example.com' }, { visitor: { name: 'Ida' } }]) {
      expect(codeOf(await browser.ask(claim as object).expect(400))).toBe('invalid_request');
    }
  });
});

describe('a browser that another person uses now', () => {
  it('gets a session of its own: nothing of the one before is seen or kept alive', async () => {
    const site = await vouchingSite(cluster);
    const browser = new VisitorBrowser(cluster, site.siteKey);
    const ida = await browser.start({ identityToken: await vouch(site, { sub: 'ida', name: 'Ida' }) });
    const conversationId = await browser.createConversation();
    const socket = await browser.connect(1);
    const bob = await browser.start({ identityToken: await vouch(site, { sub: 'bob', name: 'Bob' }) });

    expect(bob.visitor.id).not.toBe(ida.visitor.id);
    expect(bob.sessionToken).not.toBe(ida.sessionToken);
    await browser.call('get', `/v1/conversations/${conversationId}`).expect(404);
    await socket.closed;
    const old = await browser.call('get', `/v1/conversations/${conversationId}`, undefined, ida.accessToken);
    expect(codeOf(old)).toBe('session_ended');
    browser.session = ida;
    expect((await browser.start()).visitor).toMatchObject({ name: null });
  });
});
