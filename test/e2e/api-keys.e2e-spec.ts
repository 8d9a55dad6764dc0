import request from 'supertest';

import { hashSecret, newId } from '#common';
import type { Appended, LogEvent, RouteOutput, Scope } from '#contracts';
import { Cluster } from '#testing';
import type { OpenConversation, Participant, TestAgent } from '#testing';

type NewKey = RouteOutput<'apiKey.create'>;
type Answer = request.Response;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start({ api: 2, realtime: 2 });
});
afterAll(() => cluster.stop());

/** A key is made on one instance, and used on the other. */
const onFirst = (): string => cluster.url;
const onSecond = (): string => cluster.api[1]?.url ?? '';

function get(token: string, path: string, url = onSecond()): request.Test {
  return request(url).get(path).auth(token, { type: 'bearer' });
}

function post(token: string, path: string, body: object = {}, url = onSecond()): request.Test {
  return request(url).post(path).auth(token, { type: 'bearer' }).send(body);
}

async function anOwner(workspace?: { workspaceId: string; siteId: string; siteKey: string }) {
  const own = workspace ?? (await cluster.workspace());
  return { workspace: own, owner: await cluster.agent(own, 'Olga', 'owner') };
}

async function makeKey(by: Participant, scopes: readonly Scope[], more: object = {}): Promise<NewKey> {
  const made = await post(by.accessToken, '/v1/api-keys', { name: 'CRM', scopes, ...more }, onFirst()).expect(201);
  return made.body as NewKey;
}

const works = (secret: string): Promise<boolean> =>
  get(secret, '/v1/conversations').then(({ status }) => status === 200);

async function listed(by: Participant): Promise<RouteOutput<'apiKey.list'>['apiKeys']> {
  return ((await get(by.accessToken, '/v1/api-keys').expect(200)).body as RouteOutput<'apiKey.list'>).apiKeys;
}

describe('an API key', () => {
  let owner: Participant & TestAgent;

  beforeAll(async () => {
    ({ owner } = await anOwner());
  });

  it('is shown once, in a form that secret scanners know, and kept as a hash alone', async () => {
    const { apiKey, secret } = await makeKey(owner, ['conversations:read', 'conversations:read'], {
      expiresInDays: 30,
    });
    expect(secret).toMatch(/^parley_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect(apiKey).toMatchObject({ name: 'CRM', scopes: ['conversations:read'], createdBy: 'Olga', lastUsedAt: null });
    expect(Date.parse(apiKey.expiresAt ?? '') - Date.parse(apiKey.createdAt)).toBeCloseTo(30 * 86_400_000, -4);
    expect(await listed(owner)).toContainEqual(apiKey);
    expect(JSON.stringify(await listed(owner))).not.toContain(secret.slice(40));
    const row = await cluster.prisma.apiKey.findUniqueOrThrow({ where: { id: apiKey.id } });
    expect(row.secretHash).toBe(hashSecret(secret.slice(40)));
  });

  it('works on every instance at once, and tells when it was used last', async () => {
    const { apiKey, secret } = await makeKey(owner, ['conversations:read']);
    expect(await works(secret)).toBe(true);
    const used = (await listed(owner)).find(({ id }) => id === apiKey.id);
    expect(used?.lastUsedAt).not.toBeNull();
    expect(await works(secret)).toBe(true);
    expect((await listed(owner)).find(({ id }) => id === apiKey.id)?.lastUsedAt).toBe(used?.lastUsedAt);
  });

  it.each([
    ['made up', (secret: string) => secret.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['of a row that is not there', (secret: string) => secret.replace(/^parley_.{8}/, 'parley_00000000')],
    ['cut', (secret: string) => secret.slice(0, -5)],
    ['not a key at all', () => 'parley_'],
  ])('that is %s is refused without saying why', async (_, spoil) => {
    const { secret } = await makeKey(owner, ['conversations:read']);
    const { body, headers } = await get(spoil(secret), '/v1/conversations').expect(401);
    expect(body).toMatchObject({ code: 'unauthenticated' });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('is worthless the moment it is revoked, and from the list', async () => {
    const { apiKey, secret } = await makeKey(owner, ['conversations:read']);
    expect(await works(secret)).toBe(true);
    await post(owner.accessToken, `/v1/api-keys/${apiKey.id}/revoke`, {}, onFirst()).expect(204);
    expect((await get(secret, '/v1/conversations')).body).toMatchObject({ code: 'unauthenticated' });
    expect(await listed(owner)).not.toContainEqual(expect.objectContaining({ id: apiKey.id }));
    await post(owner.accessToken, `/v1/api-keys/${apiKey.id}/revoke`).expect(404);
    await post(owner.accessToken, `/v1/api-keys/${apiKey.id}/rotate`).expect(404);
  });

  it('is worthless once it has expired', async () => {
    const { apiKey, secret } = await makeKey(owner, ['conversations:read'], { expiresInDays: 1 });
    await cluster.prisma.apiKey.update({ where: { id: apiKey.id }, data: { expiresAt: new Date() } });
    expect((await get(secret, '/v1/conversations')).body).toMatchObject({ code: 'unauthenticated' });
    expect(await listed(owner)).not.toContainEqual(expect.objectContaining({ id: apiKey.id }));
  });

  it('that is rotated goes on beside its successor, which is made like it, until the overlap is over', async () => {
    const old = await makeKey(owner, ['conversations:read', 'audit:read'], { expiresInDays: 90 });
    const path = `/v1/api-keys/${old.apiKey.id}/rotate`;
    const made = await post(owner.accessToken, path, { overlapHours: 2 }, onFirst()).expect(201);
    const { apiKey, secret } = made.body as NewKey;
    expect(apiKey).toMatchObject({ name: 'CRM', scopes: ['conversations:read', 'audit:read'] });
    expect(apiKey.id).not.toBe(old.apiKey.id);
    const lifetime = Date.parse(apiKey.expiresAt ?? '') - Date.parse(apiKey.createdAt);
    expect(lifetime).toBeCloseTo(90 * 86_400_000, -4);
    expect([await works(old.secret), await works(secret)]).toEqual([true, true]);
    const ending = (await listed(owner)).find(({ id }) => id === old.apiKey.id);
    expect(Date.parse(ending?.expiresAt ?? '') - Date.parse(apiKey.createdAt)).toBeCloseTo(2 * 3_600_000, -4);
  });

  it('that is rotated without an overlap ends at once, and never lives longer than it would have', async () => {
    const [old, short] = [await makeKey(owner, ['conversations:read']), await makeKey(owner, ['audit:read'])];
    await post(owner.accessToken, `/v1/api-keys/${old.apiKey.id}/rotate`, { overlapHours: 0 }, onFirst()).expect(201);
    expect(await works(old.secret)).toBe(false);
    const expiresAt = new Date(Date.now() + 60_000);
    await cluster.prisma.apiKey.update({ where: { id: short.apiKey.id }, data: { expiresAt } });
    await post(owner.accessToken, `/v1/api-keys/${short.apiKey.id}/rotate`, { overlapHours: 24 }).expect(201);
    const row = await cluster.prisma.apiKey.findUniqueOrThrow({ where: { id: short.apiKey.id } });
    expect(row.expiresAt).toEqual(expiresAt);
  });

  it('is made, rotated and revoked by admins alone, in their own workspace, and never by another key', async () => {
    const { workspace, owner: boss } = await anOwner();
    const supervisor = await cluster.agent(workspace, 'Sue', 'supervisor');
    const { apiKey, secret } = await makeKey(boss, ['agents:write', 'sites:write']);
    const body = { name: 'Mine', scopes: ['conversations:read'] };
    for (const token of [supervisor.accessToken, secret]) {
      await get(token, '/v1/api-keys').expect(403);
      await post(token, '/v1/api-keys', body).expect(403);
      await post(token, `/v1/api-keys/${apiKey.id}/rotate`).expect(403);
      await post(token, `/v1/api-keys/${apiKey.id}/revoke`).expect(403);
    }
    await post(owner.accessToken, `/v1/api-keys/${apiKey.id}/rotate`).expect(404);
    await post(owner.accessToken, `/v1/api-keys/${apiKey.id}/revoke`).expect(404);
    await post(boss.accessToken, '/v1/api-keys', { name: 'All', scopes: ['everything'] }).expect(400);
    await post(boss.accessToken, '/v1/api-keys', { name: 'None', scopes: [] }).expect(400);
  });

  it('leaves a trace of all that happens to it, without its secret', async () => {
    const { workspace, owner: boss } = await anOwner();
    const { apiKey, secret } = await makeKey(boss, ['audit:read']);
    const made = await post(boss.accessToken, `/v1/api-keys/${apiKey.id}/rotate`).expect(201);
    const successor = made.body as NewKey;
    await post(boss.accessToken, `/v1/api-keys/${apiKey.id}/revoke`).expect(204);
    const entries = await cluster.prisma.auditEntry.findMany({
      where: { workspaceId: workspace.workspaceId, targetKind: 'api_key' },
      orderBy: { id: 'asc' },
    });
    expect(entries).toMatchObject([
      { action: 'api_key.created', actorId: boss.id, actorName: 'Olga', targetId: apiKey.id, targetName: 'CRM' },
      { action: 'api_key.rotated', targetId: successor.apiKey.id, details: { replaces: apiKey.id, overlapHours: 24 } },
      { action: 'api_key.revoked', targetId: apiKey.id },
    ]);
    for (const known of [secret, successor.secret]) expect(JSON.stringify(entries)).not.toContain(known.slice(40));
  });
});

describe('a program with an API key', () => {
  let scene: OpenConversation;
  let owner: Participant;
  let path: string;

  beforeAll(async () => {
    scene = await cluster.openConversation();
    owner = await cluster.agent(scene.workspace, 'Olga', 'owner');
    path = `/v1/conversations/${scene.conversationId}`;
  });

  it('takes part in a conversation as an agent does, under the name of its key', async () => {
    const { apiKey, secret } = await makeKey(owner, ['conversations:read', 'conversations:write', 'transcripts:read']);
    const actor = { kind: 'integration', id: apiKey.id, name: 'CRM' };
    const clientId = newId();
    const sent = (await post(secret, `${path}/messages`, { clientId, text: 'Hello' }).expect(201)).body as Appended;
    expect(await scene.visitor.next('message.created')).toMatchObject({ seq: sent.seq, text: 'Hello', actor });
    expect(await scene.agent.next('message.created')).toMatchObject({ seq: sent.seq, actor });
    const again = await post(secret, `${path}/messages`, { clientId, text: 'Hello' }, onFirst()).expect(201);
    expect(again.body).toMatchObject({ seq: sent.seq });

    await post(secret, `${path}/notes`, { clientId: newId(), text: 'A regular' }).expect(201);
    expect(await scene.agent.next('note.added')).toMatchObject({ text: 'A regular', actor });
    const assigneeId = scene.people.agent.id;
    await post(secret, `${path}/assign`, { clientId: newId(), assigneeId }).expect(200);
    await post(secret, `${path}/close`, { clientId: newId() }).expect(200);
    await post(secret, `${path}/reopen`, { clientId: newId() }).expect(200);
    const reopened = await scene.visitor.next('conversation.reopened');
    expect(reopened).toMatchObject({ actor, prevSeq: reopened.seq - 1 });

    const types = [
      'message.created',
      'note.added',
      'conversation.assigned',
      'conversation.closed',
      'conversation.reopened',
    ];
    const events = (await get(secret, `${path}/events`).expect(200)).body as RouteOutput<'conversation.events'>;
    const transcript = await get(secret, `${path}/transcript`).expect(200);
    for (const seen of [events.events, (transcript.body as RouteOutput<'conversation.transcript'>).events])
      expect(seen.map(({ type }: LogEvent) => type)).toEqual(types);
    expect((await get(secret, path).expect(200)).body).toMatchObject({ status: 'open', lastMessage: { actor } });
    const list = (await get(secret, '/v1/conversations?assignee=nobody').expect(200)).body as {
      conversations: unknown[];
    };
    expect(list.conversations).toEqual([]);
    expect(scene.visitor.log.map(({ type }) => type)).not.toContain('note.added');
  });

  it('hears by a long poll what is said meanwhile', async () => {
    const { secret } = await makeKey(owner, ['conversations:read']);
    const { head } = (await get(secret, `${path}/events`)).body as RouteOutput<'conversation.events'>;
    const poll = get(secret, `${path}/events?after=${head}&wait=25`).then(({ body }: Answer) => body as unknown);
    const { conversationId } = scene;
    await scene.visitor.ask('message.send', { conversationId, clientId: newId(), text: 'Anybody?' });
    expect(await poll).toMatchObject({ events: [{ text: 'Anybody?', actor: { kind: 'visitor' } }] });
  });

  it('can do what its scopes say and nothing else', async () => {
    const reader = await makeKey(owner, ['conversations:read']);
    const writer = await makeKey(owner, ['conversations:write']);
    const message = { clientId: newId(), text: 'Hi' };
    await get(reader.secret, path).expect(200);
    await post(reader.secret, `${path}/messages`, message).expect(403);
    await get(reader.secret, `${path}/transcript`).expect(403);
    await post(writer.secret, `${path}/messages`, message).expect(201);
    await get(writer.secret, path).expect(403);
    await get(writer.secret, '/v1/agents').expect(403);
    await get(writer.secret, '/v1/agents/me').expect(403);
    const people = await makeKey(owner, ['agents:read']);
    await get(people.secret, '/v1/agents').expect(200);
  });

  it('gets no socket, and makes no conversation', async () => {
    const { secret } = await makeKey(owner, ['conversations:read', 'conversations:write']);
    const { body } = await post(secret, '/v1/socket-tickets').expect(403);
    expect(body).toMatchObject({ code: 'forbidden' });
    await post(secret, '/v1/conversations', { clientId: newId() }).expect(403);
    const refused = cluster.connectWith('agent', secret).catch((error: unknown) => error);
    expect(await refused).toMatchObject({ code: 'unauthenticated' });
  });

  it('finds nothing of another workspace', async () => {
    const other = await anOwner();
    const { secret } = await makeKey(other.owner, ['conversations:read', 'conversations:write', 'transcripts:read']);
    for (const suffix of ['', '/events', '/events?after=0&wait=1', '/transcript'])
      expect((await get(secret, path + suffix)).body).toMatchObject({ code: 'not_found' });
    const orders = {
      messages: { text: 'Hi' },
      notes: { text: 'Hi' },
      close: {},
      reopen: {},
      assign: { assigneeId: null },
    };
    for (const [order, input] of Object.entries(orders)) {
      const answer = await post(secret, `${path}/${order}`, { clientId: newId(), ...input });
      expect(answer.body).toMatchObject({ code: 'not_found' });
    }
    expect((await get(secret, '/v1/conversations').expect(200)).body).toMatchObject({ conversations: [] });
    const own = await makeKey(owner, ['conversations:write']);
    const assignee = { clientId: newId(), assigneeId: other.owner.id };
    expect((await post(own.secret, `${path}/assign`, assignee)).body).toMatchObject({ code: 'not_found' });
  });
});
