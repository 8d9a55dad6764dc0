import request from 'supertest';

import { newId } from '#common';
import { LIMITS, ROUTES, isAllowed } from '#contracts';
import type { RouteName, RouteOutput } from '#contracts';
import { Cluster } from '#testing';
import type { OpenConversation, Participant } from '#testing';

let cluster: Cluster;
let open: OpenConversation;
let owner: Participant;
beforeAll(async () => {
  cluster = await Cluster.start({ realtime: 2 });
  open = await cluster.openConversation();
  owner = await cluster.agent(open.workspace, 'Olga', 'owner');
});
afterAll(() => cluster.stop());

const http = () => request(cluster.url);
const bearer = { type: 'bearer' } as const;

describe('conversations', () => {
  it('are created once per clientId, given in the body or as Idempotency-Key', async () => {
    const { accessToken } = open.people.visitor;
    const clientId = newId();
    const create = () => http().post('/v1/conversations').auth(accessToken, bearer);
    const answers = await Promise.all([
      create().send({ clientId }),
      create().send({ clientId }),
      create().set('Idempotency-Key', clientId),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => (answer.body as { id: string }).id)).size).toBe(1);
  });

  it('are listed last active first, in pages that neither repeat nor skip', async () => {
    const workspace = await cluster.workspace();
    const agent = await cluster.agent(workspace);
    const visitor = await cluster.visitor(workspace);
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1) ids.unshift(await cluster.createConversation(visitor));
    for (const reader of [agent, visitor]) {
      const listed: string[] = [];
      let cursor: string | null = null;
      do {
        const query = { limit: 3, ...(cursor && { cursor }) };
        const page = await http().get('/v1/conversations').query(query).auth(reader.accessToken, bearer).expect(200);
        const body = page.body as RouteOutput<'conversation.list'>;
        listed.push(...body.conversations.map((conversation) => conversation.id));
        cursor = body.nextCursor;
      } while (cursor);
      expect(listed).toEqual(ids);
    }
  });

  it('are filtered by status and assignee', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    const list = async (query: object) => {
      const answer = await http()
        .get('/v1/conversations')
        .query(query)
        .auth(people.agent.accessToken, bearer)
        .expect(200);
      return (answer.body as RouteOutput<'conversation.list'>).conversations.length;
    };
    expect(await list({ status: 'waiting', assignee: 'nobody' })).toBe(1);
    await agent.ask('conversation.assign', { conversationId, clientId: newId(), assigneeId: people.agent.id });
    expect(await list({ status: 'open', assignee: 'me' })).toBe(1);
    expect(await list({ assignee: people.agent.id })).toBe(1);
    expect(await list({ assignee: 'nobody' })).toBe(0);
    await agent.ask('conversation.close', { conversationId, clientId: newId() });
    expect(await list({ status: 'not_closed' })).toBe(0);
    expect(await list({ status: 'closed' })).toBe(1);
  });

  it('are driven over REST just as over the socket, and reach who listens there', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation();
    const post = (path: string, body: object) =>
      http().post(`/v1/conversations/${conversationId}/${path}`).auth(people.agent.accessToken, bearer).send(body);
    const message = { clientId: newId(), text: 'by REST' };
    const first = await post('messages', message).expect(201);
    expect((await post('messages', message).expect(201)).body).toEqual(first.body);
    await post('notes', { clientId: newId(), text: 'hidden' }).expect(201);
    await post('assign', { clientId: newId(), assigneeId: people.agent.id }).expect(200);
    await post('typing', { isTyping: true }).expect(204);
    await post('receipts', { read: 1 }).expect(204);
    await post('close', { clientId: newId() }).expect(200);
    await post('reopen', { clientId: newId() }).expect(200);

    await visitor.next('conversation.reopened');
    expect(visitor.log.map((event) => [event.type, event.seq, event.prevSeq])).toEqual([
      ['message.created', 1, 0],
      ['conversation.assigned', 3, 1],
      ['conversation.closed', 4, 3],
      ['conversation.reopened', 5, 4],
    ]);
    expect(await visitor.next('typing.changed')).toMatchObject({ isTyping: true });
    expect(await visitor.next('receipt.updated')).toMatchObject({ read: 1 });
  });
});

describe('the long poll', () => {
  const poll = (conversationId: string, token: string, query: object) =>
    http().get(`/v1/conversations/${conversationId}/events`).query(query).auth(token, bearer);

  it('answers as soon as there is an event, wherever it was written', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation();
    const polling = poll(conversationId, people.agent.accessToken, { after: 0, wait: 25 }).then(
      (answer) => answer.body as unknown,
    );
    await visitor.ask('message.send', { conversationId, clientId: newId(), text: 'Hello' });
    expect(await polling).toMatchObject({ events: [{ seq: 1, text: 'Hello' }], hasMore: false, head: 1 });
  });

  it('answers at once when something is there already', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation();
    await visitor.ask('message.send', { conversationId, clientId: newId(), text: 'Hello' });
    const { body } = await poll(conversationId, people.agent.accessToken, { after: 0, wait: 25 }).expect(200);
    expect(body).toMatchObject({ events: [{ seq: 1 }] });
  });

  it('is not woken by what the reader may not see', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    const polling = poll(conversationId, people.visitor.accessToken, { after: 0, wait: 25 }).then(
      (answer) => answer.body as unknown,
    );
    await agent.ask('note.add', { conversationId, clientId: newId(), text: 'psst' });
    await agent.ask('message.send', { conversationId, clientId: newId(), text: 'Hello' });
    expect(await polling).toMatchObject({ events: [{ seq: 2, prevSeq: 0 }] });
  });

  it('pages backwards from a seq', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    for (let count = 0; count < 5; count += 1) {
      await agent.ask('message.send', { conversationId, clientId: newId(), text: String(count) });
    }
    const { body } = await poll(conversationId, people.visitor.accessToken, { before: 4, limit: 2 }).expect(200);
    expect(body).toMatchObject({ events: [{ seq: 2 }, { seq: 3 }], hasMore: true });
  });
});

describe('every route', () => {
  const path = (name: RouteName) => ROUTES[name].path.replace(':conversationId', open.conversationId);
  const call = (name: RouteName) =>
    ROUTES[name].method === 'GET' ? http().get(path(name)) : http().post(path(name)).send({});
  const guarded = (Object.keys(ROUTES) as RouteName[]).filter((name) => !isAllowed(name, { kind: 'system' }));

  it.each(guarded)('%s needs a token', async (name) => {
    const answer = await call(name).expect(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body).toMatchObject({ code: 'unauthenticated', status: 401, retryable: false });
    await call(name).auth('not.a.token', bearer).expect(401);
  });

  it.each(guarded)('%s is closed to those it is not for', async (name) => {
    const { agent, visitor } = open.people;
    if (!isAllowed(name, { kind: 'visitor' })) await call(name).auth(visitor.accessToken, bearer).expect(403);
    if (!isAllowed(name, { kind: 'agent', role: 'agent' }))
      await call(name).auth(agent.accessToken, bearer).expect(403);
  });

  const aMessage = { clientId: newId(), text: 'x' };
  const about: [RouteName, object][] = [
    ['conversation.get', {}],
    ['conversation.events', {}],
    ['conversation.transcript', {}],
    ['conversation.assign', { clientId: newId(), assigneeId: null }],
    ['conversation.close', { clientId: newId() }],
    ['conversation.reopen', { clientId: newId() }],
    ['message.send', aMessage],
    ['note.add', aMessage],
    ['typing', { isTyping: true }],
    ['receipt', { read: 1 }],
  ];

  it('about a conversation is in the list below', () => {
    const routes = Object.entries(ROUTES).filter(([, route]) => route.path.includes(':conversationId'));
    expect(routes.map(([name]) => name).toSorted()).toEqual(about.map(([name]) => name).toSorted());
  });

  it.each(about)('%s says not_found of a conversation of another workspace, and of none', async (name, body) => {
    const foreign = await cluster.openConversation();
    for (const conversationId of [foreign.conversationId, newId()]) {
      const address = ROUTES[name].path.replace(':conversationId', conversationId);
      const calling = ROUTES[name].method === 'GET' ? http().get(address) : http().post(address).send(body);
      const answer = await calling.auth(open.people.agent.accessToken, bearer).expect(404);
      expect(answer.body).toMatchObject({ code: 'not_found' });
    }
    expect(await cluster.transcript(foreign.people.agent, foreign.conversationId)).toEqual([]);
  });

  it.each((Object.keys(ROUTES) as RouteName[]).filter((name) => ROUTES[name].method === 'POST'))(
    '%s refuses unknown keys, and bodies that are no JSON object',
    async (name) => {
      const token = isAllowed(name, { kind: 'visitor' }) ? open.people.visitor : owner;
      const post = () => http().post(path(name)).auth(token.accessToken, bearer);
      const expected = { status: 400, code: 'invalid_request' };
      expect((await post().send({ surprise: 1 })).body).toMatchObject(expected);
      expect((await post().send([])).body).toMatchObject(expected);
      expect((await post().type('json').send('{"a":')).body).toMatchObject(expected);
      expect((await post().type('json').send('{"__proto__":{"x":1}}')).body).toMatchObject(expected);
      expect((await post().type('form').send('a=b')).body).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
      });
      const large = JSON.stringify({ text: 'x'.repeat(LIMITS.payloadBytes) });
      expect((await post().type('json').send(large)).body).toMatchObject({ status: 413, code: 'payload_too_large' });
    },
  );

  it.each(['limit=0', 'limit=1000', 'limit=x', 'cursor=abc', 'status=lost', 'assignee=x', 'page=2'])(
    'refuses the query %s',
    async (query) => {
      const answer = await http()
        .get(`/v1/conversations?${query}`)
        .auth(open.people.agent.accessToken, bearer)
        .expect(400);
      expect(answer.body).toMatchObject({ code: 'invalid_request' });
    },
  );

  it('that does not exist is not_found', async () => {
    expect((await http().get('/v1/nothing').expect(404)).body).toMatchObject({ code: 'not_found' });
  });
});

describe('the description at /v1/openapi.json', () => {
  it('names every route of the contracts', async () => {
    const { body } = await http().get('/v1/openapi.json').expect(200);
    const { openapi, paths } = body as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const described = Object.values(paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    );
    expect(openapi).toBe('3.1.1');
    expect(described.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });
});

describe('health', () => {
  it('is live and ready on every process', async () => {
    for (const { url } of [...cluster.api, ...cluster.realtime]) {
      await request(url).get('/health/live').expect(200, { status: 'ok' });
      await request(url).get('/health/ready').expect(200, { status: 'ok' });
    }
  });
});
