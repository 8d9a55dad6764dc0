import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { Cluster, VisitorBrowser, vouch, vouchingSite } from '#testing';
import type { OpenConversation, Participant } from '#testing';

let cluster: Cluster;
/** Somebody who stays, so that each ban can be seen to concern nobody else. */
let open: OpenConversation;
beforeAll(async () => {
  // Behind a proxy that is trusted, so that each visitor can have an address of their own.
  cluster = await Cluster.start({ realtime: 2, env: { PARLEY_TRUSTED_PROXIES: '127.0.0.1' } });
  open = await cluster.openConversation();
});
afterAll(() => cluster.stop());

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;

describe('a ban', () => {
  const asAgent = ({ accessToken }: Participant, method: 'get' | 'post', path: string, body?: object) =>
    request(cluster.url)[method](path).auth(accessToken, { type: 'bearer' }).send(body);

  async function visitorAndSupervisor() {
    const site = await vouchingSite(cluster);
    const supervisor = await cluster.agent(site, 'Sue', 'supervisor');
    const browser = new VisitorBrowser(cluster, site.siteKey);
    const { visitor } = await browser.start();
    const conversationId = await browser.createConversation();
    const bystander = new VisitorBrowser(cluster, site.siteKey);
    await bystander.start();
    return { site, supervisor, browser, visitor, conversationId, bystander };
  }

  it('shuts the visitor out of sockets on every instance, REST and new sessions, and nobody else', async () => {
    const { supervisor, browser, visitor, conversationId, bystander } = await visitorAndSupervisor();
    const sockets = await Promise.all([browser.connect(0), browser.connect(1)]);
    const reasons = Promise.all(sockets.map((socket) => socket.next('connection.closing')));
    const { body } = await asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, { reason: 'Spam' }).expect(
      201,
    );

    expect(body).toMatchObject({
      bans: [{ visitor: { id: visitor.id }, address: null, reason: 'Spam', bannedBy: 'Sue' }],
    });
    expect((await reasons).map(({ reason }) => reason)).toEqual(['banned', 'banned']);
    await Promise.all(sockets.map((socket) => socket.closed));
    expect(codeOf(await browser.say(conversationId, 'Hello?').expect(403))).toBe('banned');
    expect(codeOf(await browser.ask().expect(403))).toBe('banned');
    await bystander.start();
    await bystander.call('get', '/v1/conversations').expect(200);
    const other = new VisitorBrowser(cluster, browser.siteKey, browser.address);
    await other.start();
  });

  it('may include the address: then a new visitor from there is shut out too, and agents are not', async () => {
    const { site, supervisor, browser, visitor, bystander } = await visitorAndSupervisor();
    const neighbour = new VisitorBrowser(cluster, site.siteKey, browser.address);
    await neighbour.start();
    const banning = asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, { includesAddress: true, hours: 2 });
    const { bans } = (await banning.expect(201)).body as RouteOutput<'visitor.ban'>;

    expect(bans.map(({ address }) => address)).toEqual([null, browser.address]);
    expect(codeOf(await new VisitorBrowser(cluster, site.siteKey, browser.address).ask().expect(403))).toBe('banned');
    expect(codeOf(await neighbour.call('get', '/v1/conversations').expect(403))).toBe('banned');
    await bystander.start();
    await asAgent(supervisor, 'get', '/v1/bans').set('X-Forwarded-For', browser.address).expect(200);
    const elsewhere = await cluster.workspace();
    await new VisitorBrowser(cluster, elsewhere.siteKey, browser.address).start();
  });

  it.each([
    ['203.0.113.0/24', '203.0.113.77', '203.0.114.1'],
    ['203.0.115.9', '203.0.115.9', '203.0.115.10'],
    ['2001:db8:7::/48', '2001:db8:7:1::5', '2001:db8:8::5'],
  ])('of %s shuts out %s and not %s', async (address, inside, outside) => {
    const { site, supervisor } = await visitorAndSupervisor();
    const { body } = await asAgent(supervisor, 'post', '/v1/bans', { address }).expect(201);
    expect(body).toMatchObject({ address, visitor: null, expiresAt: null });
    expect(codeOf(await new VisitorBrowser(cluster, site.siteKey, inside).ask().expect(403))).toBe('banned');
    await new VisitorBrowser(cluster, site.siteKey, outside).start();
  });

  it('of what is no address is refused', async () => {
    const { supervisor } = await visitorAndSupervisor();
    for (const address of ['example.com', '1.2.3', '1.2.3.4/33', ''])
      expect(codeOf(await asAgent(supervisor, 'post', '/v1/bans', { address }).expect(400))).toBe('invalid_request');
  });

  it('ends when it is lifted, and by itself', async () => {
    const { supervisor, browser, visitor } = await visitorAndSupervisor();
    const ban = async (hours?: number) => {
      const { body } = await asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, { hours }).expect(201);
      return (body as { bans: [RouteOutput<'ban.create'>] }).bans[0];
    };
    const { id } = await ban();
    await browser.ask().expect(403);
    await asAgent(supervisor, 'post', `/v1/bans/${id}/lift`).expect(204);
    await browser.start();
    expect(codeOf(await asAgent(supervisor, 'post', `/v1/bans/${id}/lift`).expect(404))).toBe('not_found');

    const timed = await ban(1);
    expect(Date.parse(timed.expiresAt ?? '') - Date.parse(timed.createdAt)).toBe(3600_000);
    await cluster.pool.query('UPDATE bans SET expires_at = now() WHERE id = $1', [timed.id]);
    await browser.start();
    expect((await asAgent(supervisor, 'get', '/v1/bans').expect(200)).body).toEqual({ bans: [] });
  });

  it('replaces one that is there already, so that lifting it is enough', async () => {
    const { supervisor, browser, visitor } = await visitorAndSupervisor();
    for (const reason of ['first', 'second'])
      await asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, { reason }).expect(201);
    const { bans } = (await asAgent(supervisor, 'get', '/v1/bans').expect(200)).body as RouteOutput<'ban.list'>;
    expect(bans.map(({ reason }) => reason)).toEqual(['second']);
    await asAgent(supervisor, 'post', `/v1/bans/${bans[0]?.id}/lift`).expect(204);
    await browser.start();
  });

  it('is refused when a thousand are in force: every visitor who comes is compared with them', async () => {
    const { site, supervisor } = await visitorAndSupervisor();
    await cluster.pool.query(
      `INSERT INTO bans (id, workspace_id, address)
      SELECT gen_random_uuid(), $1, ('10.0.' || n / 250 || '.' || n % 250)::inet FROM generate_series(1, 1000) n`,
      [site.workspaceId],
    );
    const banning = (address: string) => asAgent(supervisor, 'post', '/v1/bans', { address });
    expect(codeOf(await banning('10.1.0.1').expect(400))).toBe('invalid_request');
    const { body } = await banning('10.0.0.1').expect(201);
    await asAgent(supervisor, 'post', `/v1/bans/${(body as RouteOutput<'ban.create'>).id}/lift`).expect(204);
    await banning('10.1.0.1').expect(201);
  });

  it('follows a person into other browsers, whatever they said there before', async () => {
    const { site, supervisor } = await visitorAndSupervisor();
    const home = new VisitorBrowser(cluster, site.siteKey);
    const { visitor } = await home.start({ identityToken: await vouch(site, { sub: 'troll' }) });
    await asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, {}).expect(201);
    const away = new VisitorBrowser(cluster, site.siteKey);
    await away.start();
    const identityToken = await vouch(site, { sub: 'troll' });
    expect(codeOf(await away.ask({ identityToken }).expect(403))).toBe('banned');
    expect((await away.start()).visitor.id).not.toBe(visitor.id);
  });

  it('stays inside the workspace, and is written into the audit log', async () => {
    const { site, supervisor, visitor } = await visitorAndSupervisor();
    const stranger = await cluster.agent(open.workspace, 'Eve', 'owner');
    const foreign = await asAgent(stranger, 'post', `/v1/visitors/${visitor.id}/ban`, {}).expect(404);
    expect(codeOf(foreign)).toBe('not_found');
    const banning = asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, { includesAddress: true });
    const { bans } = (await banning.expect(201)).body as RouteOutput<'visitor.ban'>;
    await asAgent(stranger, 'post', `/v1/bans/${bans[0]?.id}/lift`).expect(404);
    await asAgent(supervisor, 'post', `/v1/bans/${bans[0]?.id}/lift`).expect(204);
    const { workspaceId } = site;
    const kinds = ['visitor.banned', 'address.banned', 'ban.lifted'];
    const where = { workspaceId, action: { in: kinds } };
    const entries = await cluster.prisma.auditEntry.findMany({ where, orderBy: { id: 'asc' } });
    expect(entries.map(({ action, actorName }) => [action, actorName])).toEqual(kinds.map((kind) => [kind, 'Sue']));
  });
});

it('nobody else noticed anything of all that', async () => {
  const arrived = open.agent.next('message.created', ({ text }) => text === 'still here');
  const { conversationId } = open;
  await open.visitor.ask('message.send', { conversationId, clientId: newId(), text: 'still here' });
  expect(await arrived).toMatchObject({ conversationId });
});
