import request from 'supertest';

import { newId } from '#common';
import { DISCONNECTS } from '#contracts';
import type { RouteOutput } from '#contracts';
import { Cluster, VisitorBrowser, eventually, vouch, vouchingSite } from '#testing';
import type { VisitorSession } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  // Behind a proxy that is trusted, so that each visitor can have an address of their own.
  cluster = await Cluster.start({ realtime: 2, env: { PARLEY_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => cluster.stop());

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;
const sessionOf = ({ sessionToken }: VisitorSession) => sessionToken.split('.')[0];

/** Somebody known in one browser (or not yet), who has just begun to write anonymously in another. */
async function known(isKnown = true) {
  const site = await vouchingSite(cluster);
  const [home, away] = [new VisitorBrowser(cluster, site.siteKey), new VisitorBrowser(cluster, site.siteKey)];
  const identityToken = await vouch(site, { sub: isKnown ? 'user-1' : 'user-0', name: 'Ida' });
  const person = await home.start({ identityToken });
  const anonymous = await away.start();
  const conversationId = await away.createConversation();
  return { site, home, away, person, anonymous, conversationId };
}

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
    const site = await vouchingSite(cluster);
    const browsers = Array.from({ length: 8 }, () => new VisitorBrowser(cluster, site.siteKey));
    await Promise.all(browsers.map((browser) => browser.start()));
    const conversations = await Promise.all(browsers.map((browser) => browser.createConversation()));
    const sessions = await Promise.all(
      browsers.map(async (browser) => {
        const identityToken = await vouch(site, { sub: 'user-1' });
        // What a client does: all but one may be told to come back.
        let answer = await browser.ask({ identityToken });
        while (codeOf(answer) === 'overloaded') answer = await browser.ask({ identityToken });
        return (browser.session = answer.body as VisitorSession);
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
    const copy = new VisitorBrowser(cluster, site.siteKey);
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
