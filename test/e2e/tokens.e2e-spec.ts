import { SignJWT, createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import request from 'supertest';
import { WebSocket } from 'ws';

import { AccessTokens, SecretBox, SigningKeyStore, SigningKeys } from '#accounts';
import { newId } from '#common';
import { readServerSettings } from '#config';
import { LIMITS, NAMESPACES, SOCKET_PATH } from '#contracts';
import type { RouteOutput } from '#contracts';
import { Logger } from '#observability';
import { Cluster } from '#testing';
import type { Participant, TestSocket, TestWorkspace } from '#testing';

let cluster: Cluster;
let workspace: TestWorkspace;
const SECRET = 's'.repeat(40);
/** The instance whose sockets are not trusted for long. */
const IMPATIENT = 2;
beforeAll(async () => {
  cluster = await Cluster.start({ api: 2, env: { PARLEY_SECRET: SECRET } });
  // Short enough to wait for: nothing here depends on how short.
  cluster.realtime.push(await cluster.startProcess('realtime', { PARLEY_SOCKET_SESSION_SECONDS: '2' }));
  workspace = await cluster.workspace();
});
afterAll(() => cluster.stop());

const bearer = { type: 'bearer' } as const;
const api = (instance: number): string => cluster.api[instance]?.url ?? '';
const keysOf = async (instance: number) => request(api(instance)).get('/.well-known/jwks.json').expect(200);

/** A socket that answers is up. */
const isUp = (socket: TestSocket) => socket.ask('resume', { conversations: [{ conversationId: newId() }] });

const refresh = async (socket: TestSocket, of: Participant) =>
  socket.send('session.refresh', { ticket: await cluster.ticket(of.accessToken) });

describe('an access token', () => {
  it('is good on every instance, and can be checked with the published keys', async () => {
    const { accessToken } = await cluster.agent(workspace);
    for (const instance of [0, 1]) {
      await request(api(instance)).get('/v1/agents/me').auth(accessToken, bearer).expect(200);
      const keys = createLocalJWKSet((await keysOf(instance)).body as JSONWebKeySet);
      await jwtVerify(accessToken, keys, { issuer: 'parley', audience: 'parley:access' });
    }
  });

  it('is checked by keys that are the same everywhere, public alone, and may be kept for a while', async () => {
    const [here, there] = [await keysOf(0), await keysOf(1)];
    expect(here.body).toEqual(there.body);
    expect(here.headers['cache-control']).toBe('public, max-age=600');
    for (const key of (here.body as JSONWebKeySet).keys) {
      expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
      expect(key).not.toHaveProperty('d');
    }
  });

  it('is no ticket, nor taken from a URL', async () => {
    const { accessToken } = await cluster.agent(workspace);
    await expect(cluster.connectWith('agent', accessToken)).rejects.toMatchObject({ code: 'unauthenticated' });
    await request(api(0)).get('/v1/agents/me').query({ access_token: accessToken }).expect(401);
  });
});

describe('a ticket', () => {
  it('opens one socket, on whichever instance it is shown first', async () => {
    const ticket = await cluster.ticket((await cluster.agent(workspace)).accessToken);
    const attempts = [0, 1, 0, 1].map((instance) => cluster.connectWith('agent', ticket, instance));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refusals) expect(reason).toMatchObject({ code: 'unauthenticated' });
  });

  it('is forbidden in the other audience, and not used up by that', async () => {
    const ticket = await cluster.ticket((await cluster.agent(workspace)).accessToken);
    await expect(cluster.connectWith('visitor', ticket, 0)).rejects.toMatchObject({ code: 'forbidden' });
    await isUp(await cluster.connectWith('agent', ticket, 1));
  });

  it('is refused when it is none', async () => {
    for (const ticket of [undefined, null, 7, {}, '', 'a.b.c'])
      await expect(cluster.connectWith('agent', ticket)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('the time of an access token', () => {
  let keys: SigningKeys;
  beforeAll(() => {
    const config = readServerSettings({}).toConfig({ databaseUrl: cluster.databaseUrl, secret: SECRET });
    const logger = Logger.create({ process: 'test', level: 'silent' });
    keys = new SigningKeys(new SigningKeyStore(cluster.prisma, new SecretBox(config), logger), logger);
  });
  afterAll(() => keys.onModuleDestroy());

  /** As it is when so much of its time is left. */
  async function late(accessToken: string, seconds: number): Promise<{ token: string; ends: number }> {
    const key = await keys.signing();
    const ends = Math.floor(Date.now() / 1_000) + seconds;
    const token = await new SignJWT({ ...decodeJwt(accessToken), exp: ends })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.id })
      .sign(key.privateKey);
    return { token, ends };
  }
  const ticketing = (token: string) => request(api(1)).post('/v1/socket-tickets').auth(token, bearer);

  it('is the time of the sockets it opens and vouches for', async () => {
    const ada = await cluster.agent(workspace);
    const { token, ends } = await late(ada.accessToken, 300);
    const { body } = await ticketing(token).expect(201);
    const { ticket, sessionSeconds } = body as RouteOutput<'socket.ticket'>;
    expect(sessionSeconds).toBeLessThanOrEqual(300);
    const socket = await cluster.connectWith('agent', ticket, 0);
    const answer = await socket.ask('session.refresh', { ticket: await cluster.ticket(token) });
    expect(Date.parse(answer.expiresAt) / 1_000).toBeLessThan(ends + 1);
  });

  it('ends the socket when it is over', async () => {
    const { id, accessToken } = await cluster.agent(workspace);
    const { sessionId } = decodeJwt<{ sessionId: string }>(accessToken);
    const actor = {
      kind: 'agent',
      id,
      sessionId,
      name: 'Ada',
      role: 'agent',
      workspaceId: workspace.workspaceId,
    } as const;
    const soon = new Date(Date.now() + 1_000);
    const { token: ticket } = await new AccessTokens(keys).issue(actor, 'ticket', soon);
    const socket = await cluster.connectWith('agent', ticket, 0);
    expect(await socket.next('connection.closing')).toMatchObject({ reason: 'token_expired' });
    await socket.closed;
  });

  it('has to be long enough for a socket: otherwise the client fetches another one first', async () => {
    const { accessToken } = await cluster.agent(workspace);
    const { token } = await late(accessToken, 20);
    expect((await ticketing(token).expect(401)).body).toMatchObject({ code: 'token_expired' });
    await request(api(0)).get('/v1/agents/me').auth(token, bearer).expect(200);
  });
});

describe('a socket', () => {
  it('goes on when it is vouched for in time, and ends with token_expired when it is not', async () => {
    const [kept, left] = [await cluster.visitor(workspace), await cluster.visitor(workspace)];
    const keptSocket = await kept.connect(IMPATIENT);
    // Comes later, so when it ends the time of the other one, which came first, would be over as well.
    const leftSocket = await left.connect(IMPATIENT);
    const closing = leftSocket.next('connection.closing');
    expect(await refresh(keptSocket, kept)).toMatchObject({ ok: true, data: { expiresAt: expect.any(String) } });
    const over = new AbortController();
    void closing.then(() => over.abort());
    while (!over.signal.aborted) expect(await refresh(keptSocket, kept)).toMatchObject({ ok: true });
    expect(await closing).toMatchObject({ reason: 'token_expired' });
    await leftSocket.closed;
    await isUp(keptSocket);
  });

  it("is not vouched for by somebody else's ticket, or by one of another session of the same agent", async () => {
    const ada = await cluster.agent(workspace);
    const grace = await cluster.agent(workspace, 'Grace');
    const socket = await ada.connect(0);
    const { email, password } = ada;
    const again = await request(api(1)).post('/v1/auth/login').send({ email, password }).expect(200);
    const { accessToken } = again.body as RouteOutput<'auth.login'>;
    for (const other of [grace, { ...ada, accessToken }])
      expect(await refresh(socket, other)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await refresh(socket, ada)).toMatchObject({ ok: true });
  });

  it('is not vouched for twice by one ticket, nor by the one it came with', async () => {
    const visitor = await cluster.visitor(workspace);
    const first = await cluster.ticket(visitor.accessToken);
    const socket = await cluster.connectWith('visitor', first, 0);
    const ticket = await cluster.ticket(visitor.accessToken);
    expect(await socket.send('session.refresh', { ticket })).toMatchObject({ ok: true });
    for (const used of [first, ticket])
      expect(await socket.send('session.refresh', { ticket: used })).toMatchObject({
        error: { code: 'unauthenticated' },
      });
  });

  it('ends when it is vouched for by a session that is over, although nobody gave notice', async () => {
    const ada = await cluster.agent(workspace);
    const socket = await ada.connect(0);
    const ticket = await cluster.ticket(ada.accessToken);
    await cluster.pool.query('UPDATE agent_sessions SET ended_at = now() WHERE agent_id = $1', [ada.id]);
    const answer = socket.send('session.refresh', { ticket });
    expect(await socket.next('connection.closing')).toMatchObject({ reason: 'session_ended' });
    expect(await answer).toMatchObject({ ok: false, error: { code: 'session_ended' } });
  });

  it('takes over a new name with the refresh', async () => {
    const ada = await cluster.agent(workspace);
    const visitor = await cluster.visitor(workspace);
    const conversationId = await cluster.createConversation(visitor);
    const socket = await ada.connect(0);
    await cluster.prisma.agent.update({ where: { id: ada.id }, data: { name: 'Ada Lovelace' } });
    await refresh(socket, ada);
    await socket.ask('message.send', { conversationId, clientId: newId(), text: 'Hello' });
    const [message] = await cluster.transcript(visitor, conversationId);
    expect(message?.actor.name).toBe('Ada Lovelace');
  });

  it('gives way, as the oldest, when its visitor opens one too many', async () => {
    const visitor = await cluster.visitor(workspace);
    const oldest = await visitor.connect(1);
    const others: TestSocket[] = [];
    while (others.length < LIMITS.socketsPerVisitor - 1) others.push(await visitor.connect(1));
    const elsewhere = await visitor.connect(0);
    const newest = await visitor.connect(1);
    expect(await oldest.next('connection.closing')).toMatchObject({ reason: 'too_many_connections' });
    await oldest.closed;
    for (const socket of [...others, newest, elsewhere]) await isUp(socket);
  });
});

describe('a refresh cookie that comes back after its time', () => {
  it('ends the session: its sockets close, its token is worthless, and the audit log tells', async () => {
    const ada = await cluster.agent(workspace);
    const owner = await cluster.agent(workspace, 'Olga', 'owner');
    const { email, password } = ada;
    const login = await request(api(0)).post('/v1/auth/login').send({ email, password }).expect(200);
    const { accessToken } = login.body as RouteOutput<'auth.login'>;
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    const socket = await cluster.connectWith('agent', await cluster.ticket(accessToken), 1);

    await request(api(0)).post('/v1/auth/refresh').set('Cookie', cookie).expect(200);
    await cluster.pool.query(`UPDATE agent_sessions SET rotated_at = rotated_at - interval '1 hour'`);
    await request(api(1)).post('/v1/auth/refresh').set('Cookie', cookie).expect(401);

    expect(await socket.next('connection.closing')).toMatchObject({ reason: 'session_ended' });
    const refused = await request(api(0)).get('/v1/agents/me').auth(accessToken, bearer).expect(401);
    expect(refused.body).toMatchObject({ code: 'session_ended' });
    const audit = await request(api(0))
      .get('/v1/audit-entries')
      .query({ action: 'session.token_reused' })
      .auth(owner.accessToken, bearer)
      .expect(200);
    const { entries } = audit.body as RouteOutput<'audit.list'>;
    expect(entries).toMatchObject([{ target: { kind: 'agent', id: ada.id } }]);
  });
});

describe('a connection', () => {
  /** Frame by frame, as no client of ours does it. Resolves with every packet up to the end of the connection. */
  const speak = async (packets: string[]): Promise<string[]> => {
    const url = (cluster.realtime[0]?.url ?? '').replace(/^http/, 'ws');
    const socket = new WebSocket(`${url}${SOCKET_PATH}?EIO=4&transport=websocket`);
    const heard: string[] = [];
    return new Promise((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        heard.push(data.toString());
        const next = packets.shift();
        if (next) socket.send(next);
      });
      socket.once('close', () => resolve(heard)).once('error', reject);
    });
  };
  const entry = async (of: Participant) =>
    `40${NAMESPACES.visitor},${JSON.stringify({ ticket: await cluster.ticket(of.accessToken) })}`;

  it('ends with its socket: nobody stays behind whom no list and no timer knows of', async () => {
    const heard = await speak([await entry(await cluster.visitor(workspace)), `41${NAMESPACES.visitor},`]);
    expect(heard.at(-1)).toMatch(/^40\/visitor,/);
  });

  it('is for one socket: another one over it ends both', async () => {
    const visitor = await cluster.visitor(workspace);
    const heard = await speak([await entry(visitor), `40${NAMESPACES.agent},{}`]);
    expect(heard.some((packet) => packet.startsWith('40/visitor,'))).toBe(true);
    expect(heard.some((packet) => packet.startsWith('40/agent,'))).toBe(false);
  });
});
