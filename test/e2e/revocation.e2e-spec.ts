import request from 'supertest';

import { AccessChanges, AuditLog } from '#accounts';
import type { Change } from '#accounts';
import { channels, createBackplane } from '#backplane';
import type { Backplane } from '#backplane';
import { newId, systemActor } from '#common';
import type { DisconnectReason, ErrorCode } from '#contracts';
import { Cluster, eventually, redisPrefix, redisUrl } from '#testing';
import type { Participant, TestSocket, TestWorkspace } from '#testing';

import { FaultProxy } from '../faults/proxy/fault-proxy.ts';

let cluster: Cluster;
let network: FaultProxy;
let backplane: Backplane;
let changes: AccessChanges;

beforeAll(async () => {
  network = await FaultProxy.listen({ pick: () => Number(new URL(redisUrl()).port) });
  const redis = { REDIS_URL: `redis://127.0.0.1:${network.port}`, REDIS_KEY_PREFIX: redisPrefix() };
  cluster = await Cluster.start({ env: redis });
  backplane = createBackplane({ redisUrl: redis.REDIS_URL, keyPrefix: redis.REDIS_KEY_PREFIX });
  changes = new AccessChanges(cluster.prisma, new AuditLog(), backplane.bus);
  await eventually(() => Promise.resolve(backplane.bus.isConnected));
});
afterAll(async () => {
  await cluster.stop();
  await backplane.close();
  await network.close();
});

/** Somebody on both instances, and somebody else on both, who has nothing to do with it. */
interface Scene {
  workspace: TestWorkspace;
  person: Participant;
  sockets: TestSocket[];
  bystander: Participant;
  bystanders: TestSocket[];
}

const onBoth = (person: Participant): Promise<TestSocket[]> => Promise.all([person.connect(0), person.connect(1)]);

async function aScene(kind: 'agent' | 'visitor', prepare?: (person: Participant) => Promise<unknown>): Promise<Scene> {
  const workspace = await cluster.workspace();
  const enter = () => (kind === 'agent' ? cluster.agent(workspace) : cluster.visitor(workspace));
  const [person, bystander] = [await enter(), await enter()];
  await prepare?.(person);
  const [sockets, bystanders] = [await onBoth(person), await onBoth(bystander)];
  return { workspace, person, sockets, bystander, bystanders };
}

/** As the services of any instance do it; the row and the notice are theirs. */
const change = ({ workspaceId }: TestWorkspace, work: (change: Change) => Promise<unknown>): Promise<unknown> =>
  changes.run({ actor: systemActor(workspaceId), address: null }, work);

async function expectClosed(sockets: readonly TestSocket[], reason: DisconnectReason): Promise<void> {
  const closings = await Promise.all(sockets.map((socket) => socket.next('connection.closing')));
  expect(closings.map((closing) => closing.reason)).toEqual(sockets.map(() => reason));
  await Promise.all(sockets.map((socket) => socket.closed));
}

/** A socket that answers is up. */
async function expectOpen(sockets: readonly TestSocket[]): Promise<void> {
  for (const socket of sockets) await socket.ask('resume', { conversations: [{ conversationId: newId() }] });
}

async function expectRefused({ accessToken }: Participant, code: ErrorCode): Promise<void> {
  for (const path of ['/v1/conversations', '/v1/socket-tickets']) {
    const http = request(cluster.url);
    const asking = path === '/v1/socket-tickets' ? http.post(path).send({}) : http.get(path);
    const { body } = await asking.auth(accessToken, { type: 'bearer' });
    expect(body).toMatchObject({ code });
  }
}

const endSession = (person: Participant) => async (scene: Scene) => {
  await change(scene.workspace, async ({ tx, concerns }) => {
    const ended = await tx.agentSession.updateManyAndReturn({
      where: { agentId: person.id },
      data: { endedAt: new Date() },
    });
    for (const { id } of ended) concerns('session', id);
  });
};

describe.each([
  ['with Redis', false],
  ['while Redis is away', true],
])('what is taken back %s', (_, isRedisAway) => {
  beforeAll(async () => {
    network.isShut = isRedisAway;
    if (isRedisAway) {
      network.reset();
      await eventually(() => Promise.resolve(!backplane.bus.isConnected));
    }
  });
  afterAll(async () => {
    network.isShut = false;
    await eventually(() => Promise.resolve(backplane.bus.isConnected));
  });

  it("closes the sockets of an agent's session that was ended, and its token is worthless at once", async () => {
    const scene = await aScene('agent');
    await endSession(scene.person)(scene);
    await expectRefused(scene.person, 'session_ended');
    await expectClosed(scene.sockets, 'session_ended');
    await expectOpen(scene.bystanders);
  });

  it("closes the sockets of an agent's other sessions alone when the password is changed", async () => {
    const { workspace, person, sockets } = await aScene('agent');
    const { email, password } = person as Awaited<ReturnType<Cluster['agent']>>;
    const again = await request(cluster.url).post('/v1/auth/login').send({ email, password }).expect(200);
    const { accessToken } = again.body as { accessToken: string };
    const { body } = await request(cluster.url)
      .get('/v1/agents/me/sessions')
      .auth(accessToken, { type: 'bearer' })
      .expect(200);
    const { sessions } = body as { sessions: { id: string; isCurrent: boolean }[] };
    expect(sessions).toHaveLength(2);
    await change(workspace, async ({ tx, concerns }) => {
      for (const { id } of sessions.filter((session) => !session.isCurrent)) {
        await tx.agentSession.update({ where: { id }, data: { endedAt: new Date() } });
        concerns('session', id);
      }
    });
    await expectClosed(sockets, 'session_ended');
    await request(cluster.url).get('/v1/agents/me').auth(accessToken, { type: 'bearer' }).expect(200);
  });

  it('closes the sockets of an agent who was removed', async () => {
    const scene = await aScene('agent');
    await change(scene.workspace, async ({ tx, concerns }) => {
      await tx.agent.update({ where: { id: scene.person.id }, data: { removedAt: new Date() } });
      concerns('agent', scene.person.id);
    });
    await expectRefused(scene.person, 'session_ended');
    await expectClosed(scene.sockets, 'session_ended');
    await expectOpen(scene.bystanders);
  });

  it('sends an agent whose role has changed to fetch a new token, who then has the new role', async () => {
    const { workspace, person, sockets, bystanders } = await aScene('agent', (agent) =>
      cluster.prisma.agent.update({ where: { id: agent.id }, data: { role: 'admin' } }),
    );
    const list = () => request(cluster.url).get('/v1/sites').auth(person.accessToken, { type: 'bearer' });
    await list().expect(200);
    await change(workspace, async ({ tx, concerns }) => {
      await tx.agent.update({ where: { id: person.id }, data: { role: 'agent' } });
      concerns('agent', person.id);
    });
    await list().expect(403);
    await expectClosed(sockets, 'access_changed');
    await expectOpen([...bystanders, ...(await onBoth(person))]);
  });

  it('goes on with the new name of an agent, on the same socket', async () => {
    const { workspace, person, sockets } = await aScene('agent');
    const visitor = await cluster.visitor(workspace);
    const conversationId = await cluster.createConversation(visitor);
    await change(workspace, async ({ tx, concerns }) => {
      await tx.agent.update({ where: { id: person.id }, data: { name: 'Grace' } });
      concerns('agent', person.id);
    });
    const reader = await visitor.connect(0);
    await reader.follow(conversationId);
    const [socket] = sockets;
    const write = () => socket?.ask('message.send', { conversationId, clientId: newId(), text: 'Hello' });
    await eventually(async () => {
      await write();
      const { actor } = await reader.next('message.created');
      return actor.name === 'Grace';
    });
    await expectOpen(sockets);
  });

  it('closes the sockets of a banned visitor', async () => {
    const { workspace, person, sockets, bystanders } = await aScene('visitor');
    await change(workspace, async ({ tx, concerns }) => {
      const { workspaceId } = workspace;
      await tx.ban.create({ data: { id: newId(), workspaceId, visitorId: person.id } });
      concerns('visitor', person.id);
    });
    await expectRefused(person, 'banned');
    await expectClosed(sockets, 'banned');
    await expectOpen(bystanders);
  });

  it('closes the sockets of the visitors from banned addresses, and of nobody else', async () => {
    const { workspace, person, sockets, bystanders } = await aScene('visitor', ({ id }) =>
      cluster.prisma.visitorSession.updateMany({ where: { visitorId: id }, data: { address: '198.51.100.7' } }),
    );
    const agent = await (await cluster.agent(workspace)).connect(1);
    await change(workspace, async ({ tx, concerns }) => {
      await tx.$executeRaw`
        INSERT INTO bans (id, workspace_id, address)
        VALUES (${newId()}::uuid, ${workspace.workspaceId}::uuid, '198.51.100.0/24')`;
      concerns('workspace', workspace.workspaceId);
    });
    await expectRefused(person, 'banned');
    await expectClosed(sockets, 'banned');
    await expectOpen([...bystanders, agent]);
  });

  it("closes the sockets of a visitor's session that was ended", async () => {
    const { workspace, person, sockets, bystanders } = await aScene('visitor');
    await change(workspace, async ({ tx, concerns }) => {
      const ended = await tx.visitorSession.updateManyAndReturn({
        where: { visitorId: person.id },
        data: { endedAt: new Date() },
      });
      for (const { id } of ended) concerns('session', id);
    });
    await expectRefused(person, 'session_ended');
    await expectClosed(sockets, 'session_ended');
    await expectOpen(bystanders);
  });

  it('closes the sockets from a website that was taken off the list', async () => {
    const origins = ['https://shop.example', 'https://old.example'];
    const { workspace, person, bystander, sockets, bystanders } = await aScene('visitor', ({ id }) =>
      cluster.prisma.visitorSession.updateMany({ where: { visitorId: id }, data: { origin: origins[1] } }),
    );
    const where = { visitorId: bystander.id };
    await cluster.prisma.visitorSession.updateMany({ where, data: { origin: origins[0] } });
    await change(workspace, async ({ tx, concerns }) => {
      await tx.site.update({ where: { id: workspace.siteId }, data: { allowedOrigins: origins.slice(0, 1) } });
      concerns('site', workspace.siteId);
    });
    await expectRefused(person, 'origin_not_allowed');
    await expectClosed(sockets, 'origin_not_allowed');
    await expectOpen(bystanders);
  });

  it('sends a visitor whose session has become another visitor to fetch a new token', async () => {
    const { workspace, person, sockets, bystander, bystanders } = await aScene('visitor');
    await change(workspace, async ({ tx, concerns }) => {
      await tx.visitorSession.updateMany({ where: { visitorId: person.id }, data: { visitorId: bystander.id } });
      concerns('visitor', person.id);
    });
    await expectRefused(person, 'token_expired');
    await expectClosed(sockets, 'token_expired');
    await expectOpen(bystanders);
  });

  it('refuses a ticket that was fetched before', async () => {
    const scene = await aScene('agent');
    const ticket = await cluster.ticket(scene.person.accessToken);
    await endSession(scene.person)(scene);
    await expect(cluster.connectWith('agent', ticket, 1)).rejects.toMatchObject({ code: 'session_ended' });
  });

  it('ends a long poll without an answer of its own', async () => {
    const { workspace, person, bystander } = await aScene('visitor');
    const conversationId = await cluster.createConversation(person);
    const polling = fetch(`${cluster.url}/v1/conversations/${conversationId}/events?after=0&wait=25`, {
      headers: { authorization: `Bearer ${person.accessToken}` },
    });
    // It waits once the other request, which came later, has been answered; if it does not yet, it is refused all the same.
    await cluster.ticket(bystander.accessToken);
    await change(workspace, async ({ tx, concerns }) => {
      const { workspaceId } = workspace;
      await tx.ban.create({ data: { id: newId(), workspaceId, visitorId: person.id } });
      concerns('visitor', person.id);
    });
    const agent = await (await cluster.agent(workspace)).connect(0);
    await agent.ask('message.send', { conversationId, clientId: newId(), text: 'wakes it up' });
    expect(await (await polling).json()).toMatchObject({ code: 'banned' });
  });
});

/** What the bus says when access has changed, and again until it was heard: an instance may be just coming back to Redis. */
async function giveNotice({ id }: Participant, isHeard: () => boolean): Promise<void> {
  while (!isHeard()) {
    backplane.bus.publish(channels.control, JSON.stringify([{ kind: 'agent', id }]));
    await cluster.pool.query('SELECT 1');
  }
}

describe('a notice', () => {
  const noticedEnd = async ({ person, sockets }: Scene): Promise<void> => {
    let isOver = false;
    const closed = expectClosed(sockets, 'session_ended').finally(() => (isOver = true));
    await cluster.prisma.agent.update({ where: { id: person.id }, data: { removedAt: new Date() } });
    await giveNotice(person, () => isOver);
    await closed;
  };

  it('is acted on by itself, without waiting for the table', async () => {
    await noticedEnd(await aScene('agent'));
  });

  it('closes nobody by itself, and no sense in it does harm: the database alone decides', async () => {
    const scene = await aScene('agent');
    // Rounds come one after the other: when the later notice was acted on, so was the earlier one.
    await noticedEnd(await aScene('agent'));
    backplane.bus.publish(channels.control, 'no JSON at all');
    backplane.bus.publish(channels.control, JSON.stringify([{ kind: 'agent', id: scene.person.id }]));
    await noticedEnd(await aScene('agent'));
    await expectOpen(scene.sockets);
  });
});

describe('a change that nobody was told of', () => {
  it('is found when Redis comes back', async () => {
    const scene = await aScene('agent');
    const { workspaceId } = scene.workspace;
    await cluster.prisma.agent.update({ where: { id: scene.person.id }, data: { removedAt: new Date() } });
    await cluster.pool.query(
      `INSERT INTO access_changes (id, workspace_id, subject_kind, subject_id) VALUES ($1, $2, 'agent', $3)`,
      [newId(), workspaceId, scene.person.id],
    );
    network.reset();
    await expectClosed(scene.sockets, 'session_ended');
  });
});

describe('commands', () => {
  it('that were sent before the end are answered or not carried out, and none after it', async () => {
    const { workspace, person, sockets } = await aScene('visitor');
    const conversationId = await cluster.createConversation(person);
    const [socket] = sockets;
    if (!socket) throw new Error('no socket');
    const send = () => socket.send('message.send', { conversationId, clientId: newId(), text: 'x' }).catch(() => null);
    const answered = Array.from({ length: 20 }, send);
    await change(workspace, async ({ tx, concerns }) => {
      await tx.ban.create({ data: { id: newId(), workspaceId: workspace.workspaceId, visitorId: person.id } });
      concerns('visitor', person.id);
    });
    await socket.closed;
    socket.socket.emit('message.send', { conversationId, clientId: newId(), text: 'too late' });
    const acks = (await Promise.all(answered)).filter((answer) => answer?.ok);
    const stored = await cluster.pool.query('SELECT 1 FROM events WHERE conversation_id = $1', [conversationId]);
    expect(stored.rowCount).toBeGreaterThanOrEqual(acks.length);
    expect(stored.rowCount).toBeLessThanOrEqual(20);
  });
});
