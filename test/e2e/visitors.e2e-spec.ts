import { SignJWT } from 'jose';
import request from 'supertest';

import { newId } from '#common';
import { DISCONNECTS, RATES } from '#contracts';
import type { RouteInput, RouteOutput } from '#contracts';
import { Cluster, TestSocket, eventually } from '#testing';
import type { OpenConversation, Participant, TestWorkspace } from '#testing';

type Session = RouteOutput<'visitor.session'>;
type Claims = Record<string, unknown>;

let cluster: Cluster;
/** Somebody who stays, so that each refusal can be seen to concern nobody else. */
let open: OpenConversation;
beforeAll(async () => {
  // Behind a proxy that is trusted, so that each visitor can have an address of their own.
  cluster = await Cluster.start({ realtime: 2, env: { PARLEY_TRUSTED_PROXIES: '127.0.0.1' } });
  open = await cluster.openConversation();
});
const sockets: TestSocket[] = [];
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await cluster.stop();
});

let addresses = 0;
const anAddress = () => `198.51.${Math.floor((addresses += 1) / 250)}.${(addresses % 250) + 1}`;

/** One browser of a visitor: keeps its session token, and stays at one address. */
class VisitorBrowser {
  session: Session | null = null;

  constructor(
    readonly siteKey: string,
    readonly address = anAddress(),
  ) {}

  ask(input: Omit<RouteInput<'visitor.session'>, 'siteKey'> = {}) {
    const { siteKey, address } = this;
    const asking = request(cluster.url).post('/v1/visitor-sessions').set('X-Forwarded-For', address);
    return asking.send({ siteKey, sessionToken: this.session?.sessionToken, ...input });
  }

  async start(input: Omit<RouteInput<'visitor.session'>, 'siteKey'> = {}): Promise<Session> {
    return (this.session = (await this.ask(input).expect(200)).body as Session);
  }

  call(method: 'get' | 'post', path: string, body?: object, token = this.session?.accessToken ?? '') {
    const calling = request(cluster.url)[method](path).auth(token, { type: 'bearer' });
    return calling.set('X-Forwarded-For', this.address).send(body);
  }

  end() {
    return request(cluster.url).post('/v1/visitor-sessions/end').send({ sessionToken: this.session?.sessionToken });
  }

  async createConversation(): Promise<string> {
    const { body } = await this.call('post', '/v1/conversations', { clientId: newId() }).expect(201);
    return (body as RouteOutput<'conversation.create'>).id;
  }

  say(conversationId: string, text: string, clientId = newId()) {
    return this.call('post', `/v1/conversations/${conversationId}/messages`, { clientId, text });
  }

  async connect(instance = 0): Promise<TestSocket> {
    const ticket = await cluster.ticket(this.session?.accessToken ?? '');
    const socket = await TestSocket.connect(cluster.realtime[instance]?.url ?? '', 'visitor', ticket);
    sockets.push(socket);
    return socket;
  }
}

async function siteWithSecret(): Promise<TestWorkspace & { secret: string; admin: Participant }> {
  const workspace = await cluster.workspace();
  const admin = await cluster.agent(workspace, 'Ada', 'admin');
  const renewing = request(cluster.url).post(`/v1/sites/${workspace.siteId}/identity-secret`);
  const { body } = await renewing.auth(admin.accessToken, { type: 'bearer' }).expect(200);
  return { ...workspace, admin, secret: (body as RouteOutput<'site.renewSecret'>).secret };
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** What the website's server signs. Each token is another one: `jti` differs. */
function vouch({ siteKey, secret }: { siteKey: string; secret: string }, claims: Claims, alg = 'HS256') {
  const all = { aud: siteKey, exp: inSeconds(300), jti: newId(), ...claims };
  return new SignJWT(all).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;
const sessionOf = ({ sessionToken }: Session) => sessionToken.split('.')[0];

/** Somebody else's transaction, which has not ended yet. */
async function holding<T>(sql: string, values: unknown[], during: (query: TestQuery) => Promise<T>): Promise<T> {
  const client = await cluster.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(sql, values);
    return await during((text, more) => client.query(text, more));
  } finally {
    await client.query('COMMIT');
    client.release();
  }
}
type TestQuery = (text: string, values?: unknown[]) => Promise<unknown>;

/** Until a statement with these words waits for a lock. */
const whenWaiting = (words: string) =>
  eventually(async () => {
    const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE $1`;
    return (await cluster.pool.query(sql, [`%${words}%`])).rowCount === 1;
  });

describe('a website that vouches for its user', () => {
  it('gives the anonymous visitor a name, and the conversation stays theirs', async () => {
    const site = await siteWithSecret();
    const browser = new VisitorBrowser(site.siteKey);
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
    const site = await siteWithSecret();
    const identityToken = await vouch(site, { sub: 'u', name: 'I\u0000da' });
    expect((await new VisitorBrowser(site.siteKey).start({ identityToken })).visitor).toMatchObject({ name: 'Ida' });
  });

  it('is believed again from the same browser, and from no other', async () => {
    const site = await siteWithSecret();
    const [browser, thief] = [new VisitorBrowser(site.siteKey), new VisitorBrowser(site.siteKey)];
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

  it.each<[string, Claims, string?]>([
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
    const site = await siteWithSecret();
    const identityToken = await vouch(site, claims, alg);
    const answer = await new VisitorBrowser(site.siteKey).ask({ identityToken }).expect(401);
    expect(codeOf(answer)).toBe('invalid_identity');
    expect(await cluster.prisma.visitor.count({ where: { siteId: site.siteId } })).toBe(0);
  });

  it('is not believed by a token past its end, which is nobody’s guess', async () => {
    const site = await siteWithSecret();
    const identityToken = await vouch(site, { sub: 'u', exp: inSeconds(-120) });
    const browser = new VisitorBrowser(site.siteKey);
    for (let turn = 0; turn <= RATES.guessPerAddress.points; turn += 1)
      expect(codeOf(await browser.ask({ identityToken }))).toBe('token_expired');
    expect(await cluster.prisma.visitor.count({ where: { siteId: site.siteId } })).toBe(0);
  });

  it('is not believed by what is not signed with its secret of now', async () => {
    const site = await siteWithSecret();
    const other = await siteWithSecret();
    const claims = { sub: 'user-1', aud: site.siteKey, exp: inSeconds(300) };
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claims))}.`.replaceAll('=', '');
    const signedByOthers = await vouch({ siteKey: site.siteKey, secret: other.secret }, { sub: 'user-1' });
    const good = await vouch(site, { sub: 'user-1' });
    const renewing = request(cluster.url).post(`/v1/sites/${site.siteId}/identity-secret`);
    await renewing.auth(site.admin.accessToken, { type: 'bearer' }).expect(200);
    for (const identityToken of ['garbage', unsigned, signedByOthers, good]) {
      const answer = await new VisitorBrowser(site.siteKey).ask({ identityToken });
      expect({ identityToken, code: codeOf(answer) }).toEqual({ identityToken, code: 'invalid_identity' });
    }
  });

  it('is not believed before it has a secret', async () => {
    const { siteKey } = await cluster.workspace();
    const identityToken = await vouch({ siteKey, secret: 'guessed' }, { sub: 'user-1' });
    expect(codeOf(await new VisitorBrowser(siteKey).ask({ identityToken }).expect(401))).toBe('invalid_identity');
  });

  it('is the only one who can say so: a visitor claims no name by themselves', async () => {
    const browser = new VisitorBrowser(open.workspace.siteKey);
    for (const claim of [{ name: 'Ida' }, { email: 'ida@example.com' }, { visitor: { name: 'Ida' } }]) {
      expect(codeOf(await browser.ask(claim as object).expect(400))).toBe('invalid_request');
    }
  });
});

/** Somebody known in one browser (or not yet), who has just begun to write anonymously in another. */
async function known(isKnown = true) {
  const site = await siteWithSecret();
  const [home, away] = [new VisitorBrowser(site.siteKey), new VisitorBrowser(site.siteKey)];
  const identityToken = await vouch(site, { sub: isKnown ? 'user-1' : 'user-0', name: 'Ida' });
  const person = await home.start({ identityToken });
  const anonymous = await away.start();
  const conversationId = await away.createConversation();
  return { site, home, away, person, anonymous, conversationId };
}

describe('a person who is known from another browser', () => {
  it('is the same visitor here, and brings along what they have just said', async () => {
    const { site, home, away, person, anonymous, conversationId } = await known();
    const clientId = newId();
    const sent = await away.say(conversationId, 'Where is my order?', clientId).expect(201);
    await away.call('post', `/v1/conversations/${conversationId}/receipts`, { read: 1 }).expect(204);
    const identityToken = await vouch(site, { sub: 'user-1', name: 'Ida' });
    const merged = await away.start({ identityToken });

    expect(merged.visitor).toEqual(person.visitor);
    expect(sessionOf(merged)).toBe(sessionOf(anonymous));
    const { body } = await home.call('get', `/v1/conversations/${conversationId}/events`).expect(200);
    const { events, receipts, conversation } = body as RouteOutput<'conversation.events'>;
    const author = { kind: 'visitor', id: person.visitor.id };
    expect(conversation.visitor).toEqual(person.visitor);
    expect(events).toMatchObject([{ text: 'Where is my order?', actor: author }]);
    expect(receipts).toEqual([{ actor: author, delivered: 1, read: 1 }]);
    // The answer was lost, and the message is sent again: it is there already.
    const again = await away.say(conversationId, 'Where is my order?', clientId).expect(201);
    expect(again.body).toEqual(sent.body);
    expect((await away.start({ identityToken })).visitor).toEqual(person.visitor);
  });

  it('is followed by the tokens they had before: those are refused, and lead to new ones', async () => {
    const { site, away, person, anonymous, conversationId } = await known();
    const socket = await away.connect(1);
    const closing = socket.next('connection.closing');
    await away.start({ identityToken: await vouch(site, { sub: 'user-1' }) });

    expect(DISCONNECTS[(await closing).reason].reconnect).toBe('with_new_token');
    await socket.closed;
    const old = await away.call('get', `/v1/conversations/${conversationId}`, undefined, anonymous.accessToken);
    expect(codeOf(old)).toBe('token_expired');
    expect((await away.start()).visitor).toEqual(person.visitor);
    await away.call('get', `/v1/conversations/${conversationId}`).expect(200);
  });

  it('loses and doubles nothing that is being written at that moment', async () => {
    const { site, away, conversationId } = await known();
    const before = away.session?.accessToken;
    const messages = Array.from({ length: 40 }, (_, number) => ({ clientId: newId(), text: `message ${number}` }));
    const send = (token?: string) =>
      messages.map(({ clientId, text }) =>
        away.call('post', `/v1/conversations/${conversationId}/messages`, { clientId, text }, token),
      );
    const sending = Promise.all(send(before));
    await away.start({ identityToken: await vouch(site, { sub: 'user-1' }) });
    await sending;
    // What a client does that has lost the answers.
    for (const answer of await Promise.all(send())) expect(answer.status).toBe(201);

    const log = await cluster.transcript(site.admin, conversationId);
    expect(log.map(({ clientId }) => clientId).toSorted()).toEqual(messages.map(({ clientId }) => clientId).toSorted());
    expect(log.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  });

  it('becomes one visitor, however many browsers say so at once', async () => {
    const site = await siteWithSecret();
    const browsers = Array.from({ length: 8 }, () => new VisitorBrowser(site.siteKey));
    await Promise.all(browsers.map((browser) => browser.start()));
    const conversations = await Promise.all(browsers.map((browser) => browser.createConversation()));
    const sessions = await Promise.all(
      browsers.map(async (browser) => {
        const identityToken = await vouch(site, { sub: 'user-1' });
        // What a client does: all but one may be told to come back.
        let answer = await browser.ask({ identityToken });
        while (codeOf(answer) === 'overloaded') answer = await browser.ask({ identityToken });
        return (browser.session = answer.body as Session);
      }),
    );
    expect(new Set(sessions.map(({ visitor }) => visitor.id)).size).toBe(1);
    const { body } = await (browsers[0] as VisitorBrowser).call('get', '/v1/conversations').expect(200);
    const ids = (body as RouteOutput<'conversation.list'>).conversations.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(conversations.toSorted());
  });

  it('keeps both conversations when two browsers made them with the same client id', async () => {
    const { site, home, away, conversationId } = await known();
    const { clientId } = await cluster.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const { body } = await home.call('post', '/v1/conversations', { clientId }).expect(201);
    await away.start({ identityToken: await vouch(site, { sub: 'user-1' }) });
    const list = (await away.call('get', '/v1/conversations').expect(200)).body as RouteOutput<'conversation.list'>;
    const both = [conversationId, (body as RouteOutput<'conversation.create'>).id];
    expect(list.conversations.map(({ id }) => id).toSorted()).toEqual(both.toSorted());
  });
});

describe('a merge', () => {
  it('rewrites a long log in steps, so that nothing is held for long', async () => {
    const { site, away, person, conversationId, anonymous } = await known();
    await away.say(conversationId, 'first').expect(201);
    await cluster.pool.query(
      `INSERT INTO events (conversation_id, seq, prev_public_seq, audience, type, actor_kind, actor_id, client_id, body, at)
      SELECT $1, n, n - 1, 'public', 'message.created', 'visitor', $2, gen_random_uuid(), '{"text": "x"}', now()
      FROM generate_series(2, 12000) n`,
      [conversationId, anonymous.visitor.id],
    );
    const sql = 'UPDATE conversations SET last_seq = 12000, last_public_seq = 12000 WHERE id = $1';
    await cluster.pool.query(sql, [conversationId]);
    await away.start({ identityToken: await vouch(site, { sub: 'user-1' }) });

    const { rows } = await cluster.pool.query<{ actor_id: string; count: number }>(
      'SELECT actor_id, count(*)::int FROM events WHERE conversation_id = $1 GROUP BY actor_id, xmin::text',
      [conversationId],
    );
    expect(new Set(rows.map((row) => row.actor_id))).toEqual(new Set([person.visitor.id]));
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(12_000);
    expect(Math.max(...rows.map(({ count }) => count))).toBeLessThanOrEqual(5_000);
  });

  it('waits for no other one of the same person: it is to be asked for again', async () => {
    const { site, away, person } = await known();
    const identityToken = await vouch(site, { sub: 'user-1' });
    const lock = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
    await holding(lock, [`${site.siteId}:user-1`], async () => {
      expect(codeOf(await away.ask({ identityToken }).expect(503))).toBe('overloaded');
    });
    expect((await away.start({ identityToken })).visitor.id).toBe(person.visitor.id);
  });

  it('leaves no conversation behind that is created at that moment', async () => {
    const { away, person, anonymous } = await known();
    const id = sessionOf(anonymous);
    const lock = 'SELECT 1 FROM visitor_sessions WHERE id = $1 FOR UPDATE';
    const creating = await holding(lock, [id], async (query) => {
      const asked = away.call('post', '/v1/conversations', { clientId: newId() }).then((answer) => answer);
      await whenWaiting('INSERT INTO conversations');
      await query('UPDATE visitor_sessions SET visitor_id = $1 WHERE id = $2', [person.visitor.id, id]);
      return { asked };
    });
    expect(codeOf(await creating.asked)).toBe('token_expired');
    expect(await cluster.prisma.conversation.count({ where: { visitorId: anonymous.visitor.id } })).toBe(1);
  });

  it('is no final answer to what another tab sends before its socket is told', async () => {
    const { away, person, anonymous, conversationId } = await known();
    const tab = await away.connect(1);
    const moved = { visitorId: person.visitor.id };
    await cluster.prisma.visitorSession.update({ where: { id: sessionOf(anonymous) }, data: moved });
    await cluster.prisma.conversation.update({ where: { id: conversationId }, data: moved });

    const message = { conversationId, clientId: newId(), text: 'Hello' };
    expect(await tab.send('message.send', message)).toMatchObject({ ok: false, error: { code: 'token_expired' } });
    const resume = { conversations: [{ conversationId }] };
    expect(await tab.send('resume', resume)).toMatchObject({ ok: false, error: { code: 'token_expired' } });
  });

  it('does not take in a visitor who is banned meanwhile', async () => {
    const { site, away, anonymous } = await known();
    const identityToken = await vouch(site, { sub: 'user-1' });
    const lock = 'SELECT 1 FROM visitor_sessions WHERE id = $1 FOR UPDATE';
    const merging = await holding(lock, [sessionOf(anonymous)], async () => {
      const asked = away.ask({ identityToken }).then((answer) => answer);
      await whenWaiting('FROM visitor_sessions');
      const { workspaceId } = site;
      await cluster.prisma.ban.create({ data: { id: newId(), workspaceId, visitorId: anonymous.visitor.id } });
      return { asked };
    });
    expect(codeOf(await merging.asked)).toBe('banned');
  });

  it('is followed by a ban of the visitor from before: it is the person who is shut out', async () => {
    const { site, home, away, person, anonymous } = await known();
    await away.start({ identityToken: await vouch(site, { sub: 'user-1' }) });
    const banning = request(cluster.url).post(`/v1/visitors/${anonymous.visitor.id}/ban`).send({});
    const { body } = await banning.auth(site.admin.accessToken, { type: 'bearer' }).expect(201);
    expect(body).toMatchObject({ bans: [{ visitor: { id: person.visitor.id } }] });
    for (const browser of [home, away]) expect(codeOf(await browser.ask().expect(403))).toBe('banned');
  });

  it('tells the other browsers of the person their new name', async () => {
    const { site, home, away, conversationId } = await known();
    await away.start({ identityToken: await vouch(site, { sub: 'user-1' }) });
    const socket = await home.connect(1);
    await away.start({ identityToken: await vouch(site, { sub: 'user-1', name: 'Ada' }) });
    await eventually(async () => {
      await socket.ask('message.send', { conversationId, clientId: newId(), text: 'It is me' });
      return (await cluster.transcript(site.admin, conversationId)).at(-1)?.actor.name === 'Ada';
    });
  });
});

describe('a session token that was copied while the visitor was anonymous', () => {
  async function copied(isKnown: boolean) {
    const { site, home, away, anonymous, conversationId } = await known(isKnown);
    const identityToken = await vouch(site, { sub: 'user-1', name: 'Ida' });
    const identified = await away.start({ identityToken });
    const copy = new VisitorBrowser(site.siteKey);
    copy.session = anonymous;
    return { site, home, away, identified, identityToken, copy, anonymous, conversationId };
  }

  it.each([
    ['became somebody', false],
    ['turned out to be somebody', true],
  ])('is no way in once they %s', async (_, isKnown) => {
    const { site, away, identified, copy, anonymous } = await copied(isKnown);
    expect(identified.sessionToken).not.toBe(anonymous.sessionToken);
    expect((await copy.start()).visitor).toMatchObject({ name: null });
    copy.session = anonymous;
    const other = await copy.start({ identityToken: await vouch(site, { sub: 'user-2' }) });
    expect(other.visitor.id).not.toBe(identified.visitor.id);
    expect(sessionOf(other)).not.toBe(sessionOf(identified));
    expect((await away.start()).visitor).toEqual(identified.visitor);
  });

  it.each([
    ['became somebody', false],
    ['turned out to be somebody', true],
  ])('gets the same answer again when it was lost, for a minute, by one who %s', async (_, isKnown) => {
    const { identified, identityToken, copy, anonymous } = await copied(isKnown);
    const again = await copy.start({ identityToken });
    expect([again.sessionToken, again.visitor]).toEqual([identified.sessionToken, identified.visitor]);
    const sql = `UPDATE identity_token_uses SET expires_at = now() WHERE session_id = $1 AND expires_at < now() + interval '61 seconds'`;
    await cluster.pool.query(sql, [sessionOf(identified)]);
    copy.session = anonymous;
    expect(codeOf(await copy.ask({ identityToken }).expect(401))).toBe('invalid_identity');
  });
});

describe('a browser that another person uses now', () => {
  it('gets a session of its own: nothing of the one before is seen or kept alive', async () => {
    const site = await siteWithSecret();
    const browser = new VisitorBrowser(site.siteKey);
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

describe('a ban', () => {
  const asAgent = ({ accessToken }: Participant, method: 'get' | 'post', path: string, body?: object) =>
    request(cluster.url)[method](path).auth(accessToken, { type: 'bearer' }).send(body);

  async function visitorAndSupervisor() {
    const site = await siteWithSecret();
    const supervisor = await cluster.agent(site, 'Sue', 'supervisor');
    const browser = new VisitorBrowser(site.siteKey);
    const { visitor } = await browser.start();
    const conversationId = await browser.createConversation();
    const bystander = new VisitorBrowser(site.siteKey);
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
    const other = new VisitorBrowser(browser.siteKey, browser.address);
    await other.start();
  });

  it('may include the address: then a new visitor from there is shut out too, and agents are not', async () => {
    const { site, supervisor, browser, visitor, bystander } = await visitorAndSupervisor();
    const neighbour = new VisitorBrowser(site.siteKey, browser.address);
    await neighbour.start();
    const banning = asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, { includesAddress: true, hours: 2 });
    const { bans } = (await banning.expect(201)).body as RouteOutput<'visitor.ban'>;

    expect(bans.map(({ address }) => address)).toEqual([null, browser.address]);
    expect(codeOf(await new VisitorBrowser(site.siteKey, browser.address).ask().expect(403))).toBe('banned');
    expect(codeOf(await neighbour.call('get', '/v1/conversations').expect(403))).toBe('banned');
    await bystander.start();
    await asAgent(supervisor, 'get', '/v1/bans').set('X-Forwarded-For', browser.address).expect(200);
    const elsewhere = await cluster.workspace();
    await new VisitorBrowser(elsewhere.siteKey, browser.address).start();
  });

  it.each([
    ['203.0.113.0/24', '203.0.113.77', '203.0.114.1'],
    ['203.0.115.9', '203.0.115.9', '203.0.115.10'],
    ['2001:db8:7::/48', '2001:db8:7:1::5', '2001:db8:8::5'],
  ])('of %s shuts out %s and not %s', async (address, inside, outside) => {
    const { site, supervisor } = await visitorAndSupervisor();
    const { body } = await asAgent(supervisor, 'post', '/v1/bans', { address }).expect(201);
    expect(body).toMatchObject({ address, visitor: null, expiresAt: null });
    expect(codeOf(await new VisitorBrowser(site.siteKey, inside).ask().expect(403))).toBe('banned');
    await new VisitorBrowser(site.siteKey, outside).start();
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
    const home = new VisitorBrowser(site.siteKey);
    const { visitor } = await home.start({ identityToken: await vouch(site, { sub: 'troll' }) });
    await asAgent(supervisor, 'post', `/v1/visitors/${visitor.id}/ban`, {}).expect(201);
    const away = new VisitorBrowser(site.siteKey);
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

describe('a site that asks for consent', () => {
  async function askingSite() {
    const workspace = await cluster.workspace();
    const data = { requiresConsent: true, privacyUrl: 'https://shop.example/privacy' };
    await cluster.prisma.site.update({ where: { id: workspace.siteId }, data });
    return workspace;
  }

  it('writes nothing of a visitor before, and tells a browser what to ask', async () => {
    const { siteKey, siteId } = await askingSite();
    const browser = new VisitorBrowser(siteKey);
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
    const browser = new VisitorBrowser(siteKey);
    const first = await browser.start({ hasConsented: true });
    expect((await browser.start()).visitor).toEqual(first.visitor);
    expect((await browser.start({ hasConsented: false })).visitor).toEqual(first.visitor);
  });

  it('asks those too who were here before it asked', async () => {
    const workspace = await cluster.workspace();
    const browser = new VisitorBrowser(workspace.siteKey);
    const { visitor } = await browser.start();
    await cluster.prisma.site.update({ where: { id: workspace.siteId }, data: { requiresConsent: true } });
    expect(codeOf(await browser.ask().expect(403))).toBe('consent_required');
    expect((await browser.start({ hasConsented: true })).visitor).toEqual(visitor);
  });
});

describe('a session that its visitor ends', () => {
  it('is over at once: its tokens, its sockets, and the way back to the conversations', async () => {
    const browser = new VisitorBrowser(open.workspace.siteKey);
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
    const site = await siteWithSecret();
    const [home, away] = [new VisitorBrowser(site.siteKey), new VisitorBrowser(site.siteKey)];
    for (const browser of [home, away]) await browser.start({ identityToken: await vouch(site, { sub: 'ida' }) });
    await away.end().expect(204);
    await home.call('get', '/v1/conversations').expect(200);
  });
});

describe('the address of a session', () => {
  it('is where it was last seen', async () => {
    const browser = new VisitorBrowser(open.workspace.siteKey);
    const { sessionToken } = await browser.start();
    const moved = new VisitorBrowser(open.workspace.siteKey);
    moved.session = browser.session;
    await moved.start();
    const [id] = sessionToken.split('.');
    const row = await cluster.prisma.visitorSession.findUniqueOrThrow({ where: { id } });
    expect(row.address).toBe(moved.address);
  });
});

it('nobody else noticed anything of all that', async () => {
  const arrived = open.agent.next('message.created', ({ text }) => text === 'still here');
  const { conversationId } = open;
  await open.visitor.ask('message.send', { conversationId, clientId: newId(), text: 'still here' });
  expect(await arrived).toMatchObject({ conversationId });
});
