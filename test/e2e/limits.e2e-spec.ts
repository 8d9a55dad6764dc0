import { connect } from 'node:net';

import { TOTP } from 'otpauth';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import request from 'supertest';

import { createAgentClient, memoryStore } from '#client';
import { newId } from '#common';
import { DURATIONS, LIMITS, NAMESPACES, RATES, SOCKET_PATH } from '#contracts';
import type { ErrorBody, Problem, RateName, RouteOutput } from '#contracts';
import { Cluster, anAddress, anAgent, eventually, redisPrefix, redisUrl } from '#testing';
import type { Participant, TestAgent } from '#testing';

import { FaultProxy } from '../faults/proxy/fault-proxy.ts';

/** Of the published rates: what is true of a fifth is true of the whole, and sooner. */
const FACTOR = 0.2;

const pointsOf = (name: RateName): number => Math.max(1, Math.round(RATES[name].points * FACTOR));

let cluster: Cluster;
let network: FaultProxy;

beforeAll(async () => {
  network = await FaultProxy.listen({ pick: () => Number(new URL(redisUrl()).port) });
  const env = {
    PARLEY_RATE_LIMIT_FACTOR: String(FACTOR),
    // So that each test can come from an address of its own.
    PARLEY_TRUSTED_PROXIES: '1',
    REDIS_URL: `redis://127.0.0.1:${network.port}`,
    REDIS_KEY_PREFIX: redisPrefix(),
  };
  cluster = await Cluster.start({ api: 2, realtime: 2, env });
  await untilShared();
});
afterAll(async () => {
  await cluster.stop();
  await network.close();
});

/** Instances count by themselves until they have reached Redis. */
async function untilShared(): Promise<void> {
  await eventually(async () => {
    const from = anAddress();
    await guess(from, 0);
    return leftOf(await guess(from, 1)) === pointsOf('address') - 2;
  });
}

const api = (instance: number): string => cluster.api[instance % 2]?.url ?? '';
const from = (test: request.Test, address: string): request.Test => test.set('X-Forwarded-For', address);
const leftOf = ({ headers }: request.Response): number => Number(/;r=(\d+)/.exec(String(headers['ratelimit']))?.[1]);

/** A request with a token that is none. */
function guess(address: string, instance: number): request.Test {
  return from(request(api(instance)).get('/v1/agents/me').auth('nonsense', { type: 'bearer' }), address);
}

/** One after the other, by turns on the instances: how often each code came, `ok` for none. */
async function repeat(times: number, send: (turn: number) => PromiseLike<request.Response>): Promise<string[]> {
  const codes: string[] = [];
  for (let turn = 0; turn < times; turn += 1) codes.push(codeOf(await send(turn)));
  return codes;
}

const codeOf = ({ ok, body }: request.Response): string => (ok ? 'ok' : (body as Problem).code);
const times = (count: number, code: string): string[] => Array.from({ length: count }, () => code);

function me(token: string, address: string, instance: number): request.Test {
  return from(request(api(instance)).get('/v1/agents/me').auth(token, { type: 'bearer' }), address);
}

function login(email: string, password: string, address: string, instance: number): request.Test {
  return from(request(api(instance)).post('/v1/auth/login').send({ email, password }), address);
}

describe('requests', () => {
  it('of strangers and with bad tokens count per address over all instances, and the answer says when to come again', async () => {
    const address = anAddress();
    const allowed = pointsOf('address');
    expect(await repeat(allowed, (turn) => guess(address, turn))).toEqual(times(allowed, 'unauthenticated'));
    for (const instance of [0, 1]) {
      const { body, headers, status } = await guess(address, instance);
      const problem = body as Problem;
      expect(status).toBe(429);
      expect(problem).toMatchObject({ code: 'rate_limited', retryable: true, type: 'urn:parley:error:rate_limited' });
      expect(Number(headers['retry-after'])).toBe(Math.ceil((problem.retryAfterMs ?? 0) / 1_000));
      expect(headers['ratelimit-policy']).toBe(`"address";q=${allowed};w=60`);
      expect(headers['ratelimit']).toBe(`"address";r=0;t=${headers['retry-after']}`);
    }
    const open = from(request(api(0)).get('/v1/openapi.json'), address);
    expect(codeOf(await open)).toBe('rate_limited');
    expect(codeOf(await guess(anAddress(), 0))).toBe('unauthenticated');
    for (const path of ['/health/ready', '/health/live', '/.well-known/jwks.json'])
      await from(request(api(0)).get(path), address).expect(200);
  });

  it('with a good token count for whoever sends them, wherever from', async () => {
    const workspace = await cluster.workspace();
    const [crowded, elsewhere] = [anAddress(), anAddress()];
    const [one, other] = [await cluster.agent(workspace), await cluster.agent(workspace, 'Bob')];
    const stranger = (turn: number) => from(request(api(turn)).get('/v1/openapi.json'), crowded);
    expect((await repeat(pointsOf('address') + 1, stranger)).at(-1)).toBe('rate_limited');
    const first = await me(one.accessToken, crowded, 0).expect(200);
    expect(first.headers['ratelimit-policy']).toBe(`"actor";q=${pointsOf('actor')};w=60`);
    expect(leftOf(await me(one.accessToken, elsewhere, 1).expect(200))).toBe(leftOf(first) - 1);
    const rest = await repeat(pointsOf('actor') - 2, (turn) => me(one.accessToken, anAddress(), turn));
    expect(new Set(rest)).toEqual(new Set(['ok']));
    expect(codeOf(await me(one.accessToken, elsewhere, 0))).toBe('rate_limited');
    expect(codeOf(await me(other.accessToken, crowded, 0))).toBe('ok');
  });

  it('with any token are not looked at from an address that sent too many bad ones', async () => {
    const agent = await cluster.agent(await cluster.workspace());
    const [guessing, elsewhere] = [anAddress(), anAddress()];
    await repeat(pointsOf('address'), (turn) => guess(guessing, turn));
    for (const instance of [0, 1]) expect(codeOf(await me(agent.accessToken, guessing, instance))).toBe('rate_limited');
    expect(codeOf(await me(agent.accessToken, elsewhere, 0))).toBe('ok');
  });

  it('that are refused count for the address whatever the reason, also of who is known and banned', async () => {
    const workspace = await cluster.workspace();
    const [visitor, address] = [await cluster.visitor(workspace), anAddress()];
    const owner = await cluster.agent(workspace, 'Olga', 'owner');
    const banning = request(api(0)).post(`/v1/visitors/${visitor.id}/ban`).auth(owner.accessToken, { type: 'bearer' });
    await banning.send({}).expect(201);
    const list = (turn: number) =>
      from(request(api(turn)).get('/v1/conversations').auth(visitor.accessToken, { type: 'bearer' }), address);
    const allowed = pointsOf('address');
    expect(await repeat(allowed + 1, list)).toEqual([...times(allowed, 'banned'), 'rate_limited']);
  });

  it('of a program count for its key', async () => {
    const workspace = await cluster.workspace();
    const key = await cluster.apiKey(workspace, ['conversations:read']);
    const list = (turn: number) => request(api(turn)).get('/v1/conversations').auth(key, { type: 'bearer' });
    const { headers } = await list(0).expect(200);
    expect(headers['ratelimit-policy']).toBe(`"apiKey";q=${pointsOf('apiKey')};w=60`);
    expect(leftOf(await list(1))).toBe(pointsOf('apiKey') - 2);
  });
});

describe('logins', () => {
  const allowed = pointsOf('loginPerAccount');

  it('to one account are bounded over all instances and addresses, for the right password too, and others are not touched', async () => {
    const workspace = await cluster.workspace();
    const [victim, other] = [
      await anAgent(cluster.prisma, workspace.workspaceId, 'Ada'),
      await anAgent(cluster.prisma, workspace.workspaceId, 'Bob'),
    ];
    const spellings = [victim.email, victim.email.toUpperCase()];
    const failed = await repeat(allowed, (turn) => login(spellings[turn % 2] ?? '', 'wrong', anAddress(), turn));
    expect(failed).toEqual(times(allowed, 'invalid_credentials'));
    const { body } = await login(victim.email, victim.password, anAddress(), 1).expect(429);
    expect(body).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) as number });
    await login(other.email, other.password, anAddress(), 1).expect(200);
  });

  it('to an account that does not exist are answered the same', async () => {
    const email = `${newId()}@acme.test`;
    const codes = await repeat(allowed + 1, (turn) => login(email, 'wrong', anAddress(), turn));
    expect(codes).toEqual([...times(allowed, 'invalid_credentials'), 'rate_limited']);
  });

  it('are bounded also when all guesses are made at the same moment', async () => {
    const workspace = await cluster.workspace();
    const { email } = await anAgent(cluster.prisma, workspace.workspaceId, 'Ada');
    const guesses = Array.from({ length: 10 }, (_, turn) => login(email, 'wrong', anAddress(), turn).then(codeOf));
    const codes = await Promise.all(guesses);
    expect(codes.toSorted()).toEqual([
      ...times(allowed, 'invalid_credentials'),
      ...times(10 - allowed, 'rate_limited'),
    ]);
  });

  it('that succeed make good the failures before them', async () => {
    const workspace = await cluster.workspace();
    const { email, password } = await anAgent(cluster.prisma, workspace.workspaceId, 'Ada');
    const passwords = Array.from({ length: allowed * 4 }, (_, turn) => (turn % allowed === 0 ? 'wrong' : password));
    const codes = await repeat(passwords.length, (turn) => login(email, passwords[turn] ?? '', anAddress(), turn));
    expect(codes).not.toContain('rate_limited');
  });

  it('from one address are bounded whatever the accounts, and a success does not help', async () => {
    const workspace = await cluster.workspace();
    const own = await anAgent(cluster.prisma, workspace.workspaceId, 'Ada');
    const address = anAddress();
    const perAddress = pointsOf('loginPerAddress');
    const spray = (turn: number) => login(`${newId()}@acme.test`, 'Summer2026!', address, turn);
    expect(await repeat(perAddress - 1, spray)).toEqual(times(perAddress - 1, 'invalid_credentials'));
    await login(own.email, own.password, address, 0).expect(200);
    expect(await repeat(2, spray)).toEqual(['invalid_credentials', 'rate_limited']);
    expect(codeOf(await login(own.email, own.password, address, 1))).toBe('rate_limited');
    await login(own.email, own.password, anAddress(), 1).expect(200);
  });
});

describe('codes of the second factor', () => {
  const allowed = pointsOf('loginPerAccount');
  const call = (agent: Participant, path: string, body: object = {}) =>
    request(api(0)).post(`/v1/agents/me/two-factor/${path}`).auth(agent.accessToken, { type: 'bearer' }).send(body);

  async function anAgentWithOne(): Promise<Participant & TestAgent> {
    const agent = await cluster.agent(await cluster.workspace());
    const { secret } = (await call(agent, 'begin', { password: agent.password }).expect(200))
      .body as RouteOutput<'twoFactor.begin'>;
    await call(agent, 'enable', { code: new TOTP({ secret }).generate() }).expect(200);
    return agent;
  }

  it('count as passwords do, and the right password alone neither counts nor makes them good', async () => {
    const { email, password } = await anAgentWithOne();
    const enter = (code?: string) => (turn: number) =>
      from(request(api(turn)).post('/v1/auth/login').send({ email, password, code }), anAddress());
    expect(await repeat(allowed - 1, enter('000000'))).toEqual(times(allowed - 1, 'invalid_code'));
    expect(await repeat(allowed + 1, enter())).toEqual(times(allowed + 1, 'two_factor_required'));
    expect(await repeat(2, enter('000000'))).toEqual(['invalid_code', 'rate_limited']);
    expect(await repeat(1, enter())).toEqual(['rate_limited']);
  });

  it('cannot be tried out with a session either, which shuts nobody out of signing in', async () => {
    const agent = await anAgentWithOne();
    const tries = await repeat(allowed + 1, () => call(agent, 'disable', { code: '000000' }));
    expect(tries).toEqual([...times(allowed, 'invalid_code'), 'rate_limited']);
    const change = request(api(1)).post('/v1/agents/me/password').auth(agent.accessToken, { type: 'bearer' });
    const input = { currentPassword: agent.password, newPassword: 'another horse battery staple' };
    expect(codeOf(await change.send(input))).toBe('rate_limited');
    expect(codeOf(await login(agent.email, agent.password, anAddress(), 1))).toBe('two_factor_required');
  });
});

/** Set up, and out of order: what counts is that it is asked. */
const MAIL = {
  PARLEY_SMTP_URL: 'smtp://127.0.0.1:9',
  PARLEY_MAIL_FROM: 'chat@acme.test',
  PARLEY_PUBLIC_URL: 'https://chat.acme.test',
};

function invite({ accessToken }: Participant, address = () => `${newId()}@acme.test`) {
  return (turn: number): request.Test =>
    request(api(turn))
      .post('/v1/invitations')
      .auth(accessToken, { type: 'bearer' })
      .send({ email: address(), role: 'agent' });
}

describe('what costs more than a request', () => {
  it('is bounded: new visitors of one address, while those who have been here come in', async () => {
    const { siteKey } = await cluster.workspace();
    const address = anAddress();
    const enter = (turn: number, sessionToken?: string) =>
      from(request(api(turn)).post('/v1/visitor-sessions').send({ siteKey, sessionToken }), address);
    const known = (await enter(0).expect(200)).body as RouteOutput<'visitor.session'>;
    const others = pointsOf('newVisitor') - 1;
    expect(await repeat(others, (turn) => enter(turn))).toEqual(times(others, 'ok'));
    expect(codeOf(await enter(0))).toBe('rate_limited');
    expect(codeOf(await enter(1, 'made.up'))).toBe('rate_limited');
    expect(codeOf(await enter(1, known.sessionToken))).toBe('ok');
    expect(codeOf(await from(request(api(0)).post('/v1/visitor-sessions').send({ siteKey }), anAddress()))).toBe('ok');
  });

  it('is bounded: wrong links from one address', async () => {
    const address = anAddress();
    const open = (turn: number) =>
      from(
        request(api(turn))
          .post('/v1/invitations/read')
          .send({ token: `${newId()}.guess` }),
        address,
      );
    const allowed = pointsOf('guessPerAddress');
    expect(await repeat(allowed + 1, open)).toEqual([...times(allowed, 'link_expired'), 'rate_limited']);
  });

  it('is bounded: wrong signatures of one address, and visitors without one come in', async () => {
    const { siteKey } = await cluster.workspace();
    const address = anAddress();
    const enter = (identityToken?: string) => (turn: number) =>
      from(request(api(turn)).post('/v1/visitor-sessions').send({ siteKey, identityToken }), address);
    const allowed = pointsOf('guessPerAddress');
    const refused = [...times(allowed, 'invalid_identity'), 'rate_limited'];
    expect(await repeat(allowed + 1, enter('not.signed.well'))).toEqual(refused);
    expect(await repeat(1, enter())).toEqual(['ok']);
  });

  it('is bounded: mails to one mailbox, whether there is such an account or not', async () => {
    const email = `${newId()}@acme.test`;
    const mailing = await cluster.startProcess('api', MAIL);
    const ask = (url: string) => () => from(request(url).post('/v1/auth/password-resets').send({ email }), anAddress());
    const allowed = pointsOf('mailPerAccount');
    const mailed = await repeat(allowed + 1, ask(mailing.url));
    await mailing.stop();
    expect(mailed).toEqual([...times(allowed, 'ok'), 'rate_limited']);
    expect(await repeat(1, ask(api(0)))).toEqual(['ok']);
    const owner = await cluster.agent(await cluster.workspace(), 'Olga', 'owner');
    expect(
      await repeat(
        allowed + 1,
        invite(owner, () => email),
      ),
    ).toEqual([...times(allowed, 'ok'), 'rate_limited']);
  });

  it('is bounded: invitations of one workspace, to whatever addresses, and others are not touched', async () => {
    const workspace = await cluster.workspace();
    const [owner, admin] = [
      await cluster.agent(workspace, 'Olga', 'owner'),
      await cluster.agent(workspace, 'Adam', 'admin'),
    ];
    const elsewhere = await cluster.agent(await cluster.workspace(), 'Otto', 'owner');
    const allowed = pointsOf('mailPerWorkspace');
    expect(await repeat(allowed, invite(owner))).toEqual(times(allowed, 'ok'));
    expect(await repeat(2, invite(admin))).toEqual(times(2, 'rate_limited'));
    expect(await repeat(1, invite(elsewhere))).toEqual(['ok']);
  });

  it('is bounded: handshakes of one address, over all instances', async () => {
    const address = anAddress();
    const refusals: string[] = [];
    for (let turn = 0; turn < pointsOf('handshake'); turn += 1) refusals.push((await knock(address, turn)).code);
    expect(refusals).toEqual(times(pointsOf('handshake'), 'unauthenticated'));
    const refusal = await knock(address, 1);
    expect(refusal).toMatchObject({ code: 'rate_limited', retryable: true });
    expect(refusal.retryAfterMs).toBeGreaterThan(0);
    expect((await knock(anAddress(), 1)).code).toBe('unauthenticated');
  });
});

it('connections of one address are bounded, also those that never say what for', async () => {
  const address = anAddress();
  const open = (turn: number) => {
    const url = (cluster.realtime[turn % 2]?.url ?? '').replace(/^http/, 'ws');
    const headers = { 'X-Forwarded-For': address };
    const socket = new WebSocket(`${url}${SOCKET_PATH}?EIO=4&transport=websocket`, { headers });
    return new Promise<string>((resolve) => {
      socket.once('open', () => resolve('open')).once('error', ({ message }) => resolve(message));
      socket.once('open', () => socket.terminate());
    });
  };
  const allowed = pointsOf('connection');
  for (let turn = 0; turn < allowed; turn += 1) expect(await open(turn)).toBe('open');
  expect(await open(1)).toMatch(/400/);
});

describe('the requests of one address, whatever they are,', () => {
  const burst = pointsOf('request');
  const live = (instance: string, address: string): Promise<number> =>
    fetch(`${instance}/health/live`, { headers: { 'X-Forwarded-For': address } }).then(({ status }) => status);

  it('wait for their turn when they come too fast, and all are answered; nobody else waits', async () => {
    for (const instance of [api(0), cluster.realtime[0]?.url ?? '']) {
      const [busy, other] = [anAddress(), anAddress()];
      const answered: string[] = [];
      const crowd = Array.from({ length: 4 * burst }, async () => {
        const status = await live(instance, busy);
        answered.push('busy');
        return status;
      });
      // They are in the queue when the first of them are through.
      await eventually(() => Promise.resolve(answered.length >= burst / 2));
      await live(instance, other).then(() => answered.push('other'));
      expect(new Set(await Promise.all(crowd))).toEqual(new Set([200]));
      expect(answered.indexOf('other')).toBeLessThan(4 * burst - 1);
    }
  });

  it('are refused when too many wait, and told when to come again', async () => {
    const address = anAddress();
    const tooMany = burst + (DURATIONS.requestWaitMs / (RATES.request.seconds * 1_000)) * burst + 20;
    const gone = new AbortController();
    const options = { headers: { 'X-Forwarded-For': address }, signal: gone.signal };
    const refused: [number, string | null, Problem][] = [];
    const crowd = Array.from({ length: tooMany }, async () => {
      const answer = await fetch(`${api(0)}/health/live`, options);
      if (!answer.ok)
        refused.push([answer.status, answer.headers.get('retry-after'), (await answer.json()) as Problem]);
    });
    // Those whose turn comes meanwhile make room for some of them.
    await eventually(() => Promise.resolve(refused.length >= 5));
    gone.abort();
    await Promise.allSettled(crowd);
    for (const [status, retryAfter, problem] of refused) {
      expect(status).toBe(429);
      expect(problem).toMatchObject({ code: 'rate_limited', retryable: true });
      expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect(await live(api(0), anAddress())).toBe(200);
  });

  it('share a queue with handshakes and with what is none', async () => {
    const [address, url] = [anAddress(), cluster.realtime[0]?.url ?? ''];
    const headers = { 'X-Forwarded-For': address };
    const answered: string[] = [];
    const poll = () => fetch(`${url}${SOCKET_PATH}?EIO=4&transport=polling`, { headers }).then(({ status }) => status);
    const polls = Array.from({ length: 4 * burst }, () => poll().then((status) => answered.push(String(status))));
    await eventually(() => Promise.resolve(answered.length >= burst / 2));
    const waiting = knock(address, 0).then(({ code }) => answered.push(code));
    expect((await knock(anAddress(), 0)).code).toBe('unauthenticated');
    answered.push('other');
    await Promise.all([...polls, waiting]);
    expect(answered.filter((answer) => answer === '400')).toHaveLength(4 * burst);
    expect(answered.indexOf('other')).toBeLessThan(answered.indexOf('unauthenticated'));
    expect(answered.at(-1)).toBe('unauthenticated');
  });

  it('wait also when they are no HTTP, and each is answered', async () => {
    const { hostname, port } = new URL(api(0));
    const answers: string[] = [];
    const crowd = Array.from({ length: 4 * burst }, async () => {
      const connection = connect(Number(port), hostname);
      connection.end('no HTTP\r\n\r\n');
      answers.push((await connection.setEncoding('utf8').toArray()).join(''));
    });
    await eventually(() => Promise.resolve(answers.length >= burst / 2));
    await live(api(0), anAddress()).then(() => answers.push('other'));
    await Promise.all(crowd);
    expect(answers.filter((answer) => /^HTTP\/1.1 400 /.test(answer))).toHaveLength(4 * burst);
    expect(answers.indexOf('other')).toBeLessThan(4 * burst - 1);
  });
});

/** A handshake with a ticket that is none: what it is told. */
function knock(address: string, turn: number): Promise<ErrorBody> {
  const url = (cluster.realtime[turn % 2]?.url ?? '') + NAMESPACES.visitor;
  const options = { path: SOCKET_PATH, transports: ['websocket'], forceNew: true, reconnection: false };
  const socket = io(url, { ...options, auth: { ticket: 'none' }, extraHeaders: { 'X-Forwarded-For': address } });
  return new Promise((resolve) => {
    socket.once('connect_error', (error: Error & { data?: ErrorBody }) => {
      socket.disconnect();
      resolve(error.data ?? { code: 'internal', message: error.message, retryable: false });
    });
  });
}

describe('commands', () => {
  it('beyond the rate are refused with the time to wait, and nothing of them is done', async () => {
    const { conversationId, visitor, agent } = await cluster.openConversation();
    const allowed = pointsOf('command') - 1; // it follows the conversation already
    const sent = Array.from({ length: allowed + 20 }, (_, n) =>
      visitor.send('message.send', { conversationId, clientId: newId(), text: `message ${n}` }),
    );
    // As many as may be unanswered at once are more than the rate lets through here.
    expect(LIMITS.pendingCommandsPerSocket).toBeGreaterThan(allowed);
    const answers = await Promise.all(sent);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'rate_limited', retryable: true });
      expect(error.retryAfterMs).toBeGreaterThan(0);
    }
    const stored = answers.filter(({ ok }) => ok).length;
    const last = await agent.next('message.created', ({ seq }) => seq === stored);
    expect(last.prevSeq).toBe(stored - 1);
    expect(agent.log).toHaveLength(stored);
  });

  it('that go on at ten times the rate end the connection, a new one gets nothing new, and nobody else notices', async () => {
    const { conversationId, visitor, agent, people, workspace } = await cluster.openConversation({ agentOn: 0 });
    const second = await cluster.agent(workspace, 'Bea');
    const flooder = await second.connect(0);
    const flood = 10 * pointsOf('command') + 100;
    for (let count = 0; count < flood; count += 1)
      flooder.socket.emit('typing', { conversationId, isTyping: count % 2 === 0 });
    const text = 'Can you hear me?';
    await visitor.ask('message.send', { conversationId, clientId: newId(), text });
    expect(await flooder.next('connection.closing')).toEqual({ reason: 'flooding', afterMs: 0 });
    await flooder.closed;
    expect(await agent.next('message.created')).toMatchObject({ text });
    const back = await second.connect(0);
    expect(await back.send('typing', { conversationId, isTyping: true })).toMatchObject({
      error: { code: 'rate_limited' },
    });
    const tab = await people.agent.connect(0);
    expect(await tab.send('typing', { conversationId, isTyping: true })).toMatchObject({ ok: true });
    await agent.ask('message.send', { conversationId, clientId: newId(), text: 'Yes.' });
    expect(await visitor.next('message.created')).toMatchObject({ text: 'Yes.' });
  });

  it('of a client of ours all arrive, once and in order: it waits as it is told', async () => {
    const { conversationId, people, workspace } = await cluster.openConversation();
    const { email, password } = await anAgent(cluster.prisma, workspace.workspaceId, 'Carl');
    const realtimeUrl = cluster.realtime[1]?.url;
    const client = createAgentClient({ baseUrl: cluster.url, realtimeUrl, store: memoryStore() });
    await client.login(email, password);
    const view = client.openConversation(conversationId);
    const texts = Array.from({ length: pointsOf('command') + 15 }, (_, n) => `message ${n}`);
    for (const text of texts) view.send(text);
    await eventually(() => Promise.resolve(view.get().events.length === texts.length));
    expect(view.get().outbox).toEqual([]);
    const log = await cluster.transcript(people.agent, conversationId);
    expect(log.flatMap((event) => ('text' in event ? [event.text] : []))).toEqual(texts);
    client.stop();
  });
});

describe('without Redis', () => {
  it('each instance counts by itself, and they count together again when it is back', async () => {
    network.isShut = true;
    network.reset();
    const address = anAddress();
    const allowed = pointsOf('address');
    expect(await repeat(allowed, () => guess(address, 0))).toEqual(times(allowed, 'unauthenticated'));
    expect(codeOf(await guess(address, 0))).toBe('rate_limited');
    expect(leftOf(await guess(address, 1))).toBe(allowed - 1);
    network.isShut = false;
    await untilShared();
  });
});
