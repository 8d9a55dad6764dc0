import { AccessChanges, AgentStanding, AuditLog } from '#accounts';
import { createBackplane } from '#backplane';
import { newId } from '#common';
import type { AgentActor, SessionActor, VisitorActor } from '#common';
import { PrismaService, SqlPool } from '#database';
import { aWorkspace, anAgent, createDatabase } from '#testing';
import type { TestDatabase, TestWorkspace } from '#testing';

import { Bans } from '../bans.ts';
import { AccessCheck } from './access-check.ts';
import { VisitorStanding } from './visitor-standing.ts';

let database: TestDatabase;
let pool: SqlPool;
let prisma: PrismaService;
let access: AccessCheck;
let workspace: TestWorkspace;

beforeAll(async () => {
  database = await createDatabase();
  pool = new SqlPool({ url: database.url, size: 4 });
  prisma = new PrismaService(pool);
  access = new AccessCheck(new AgentStanding(pool), new VisitorStanding(pool));
});
beforeEach(async () => {
  workspace = await aWorkspace(prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

const later = () => new Date(Date.now() + 3_600_000);
const earlier = () => new Date(Date.now() - 1_000);

async function signedInAgent(): Promise<AgentActor> {
  const { workspaceId } = workspace;
  const { id, name } = await anAgent(prisma, workspaceId, 'Ada');
  const session = { id: newId(), workspaceId, agentId: id, expiresAt: later() };
  await prisma.agentSession.create({ data: session });
  return { kind: 'agent', id, name, role: 'agent', workspaceId, sessionId: session.id };
}

async function aVisitor(session: { address?: string; origin?: string } = {}): Promise<VisitorActor> {
  const { workspaceId, siteId } = workspace;
  const { id } = await prisma.visitor.create({ data: { id: newId(), workspaceId, siteId } });
  const sessionId = newId();
  await prisma.visitorSession.create({
    data: { id: sessionId, workspaceId, visitorId: id, secretHash: 'x', expiresAt: later(), ...session },
  });
  return { kind: 'visitor', id, name: null, workspaceId, siteId, sessionId };
}

const ban = (address: string, more: { expiresAt?: Date; liftedAt?: Date } = {}, { workspaceId } = workspace) =>
  pool.query(`INSERT INTO bans (id, workspace_id, address, expires_at, lifted_at) VALUES ($1, $2, $3, $4, $5)`, [
    newId(),
    workspaceId,
    address,
    more.expiresAt ?? null,
    more.liftedAt ?? null,
  ]);

const check = (actor: SessionActor, address: string | null = null) => access.check({ actor, address });

describe('AccessCheck of an agent', () => {
  it('gives the agent as it is now', async () => {
    const agent = await signedInAgent();
    await prisma.agent.update({ where: { id: agent.id }, data: { name: 'Grace', role: 'admin' } });
    expect(await check(agent)).toEqual({ ...agent, name: 'Grace', role: 'admin' });
  });

  it.each([
    ['was ended', { endedAt: earlier() }],
    ['has expired', { expiresAt: earlier() }],
  ])('refuses a session that %s', async (_, data) => {
    const agent = await signedInAgent();
    await prisma.agentSession.update({ where: { id: agent.sessionId }, data });
    await expect(check(agent)).rejects.toMatchObject({ code: 'session_ended' });
  });

  it('refuses one who was removed, who is another, or of whose session nothing is known', async () => {
    const [removed, other] = [await signedInAgent(), await signedInAgent()];
    await prisma.agent.update({ where: { id: removed.id }, data: { removedAt: new Date() } });
    const strangers = [
      removed,
      { ...other, sessionId: newId() },
      { ...other, id: newId() },
      { ...other, workspaceId: newId() },
    ];
    for (const actor of strangers) await expect(check(actor)).rejects.toMatchObject({ code: 'session_ended' });
    expect(await check(other)).toEqual(other);
  });
});

describe('AccessCheck of a visitor', () => {
  it('gives the visitor as it is now', async () => {
    const visitor = await aVisitor();
    await prisma.visitor.update({ where: { id: visitor.id }, data: { name: 'Vera' } });
    expect(await check(visitor)).toEqual({ ...visitor, name: 'Vera' });
  });

  it.each([
    ['was ended', { endedAt: earlier() }],
    ['has expired', { expiresAt: earlier() }],
  ])('refuses a session that %s', async (_, data) => {
    const visitor = await aVisitor();
    await prisma.visitorSession.update({ where: { id: visitor.sessionId }, data });
    await expect(check(visitor)).rejects.toMatchObject({ code: 'session_ended' });
  });

  it('asks a session that has become another visitor for a new token', async () => {
    const [visitor, other] = [await aVisitor(), await aVisitor()];
    await prisma.visitorSession.update({ where: { id: visitor.sessionId }, data: { visitorId: other.id } });
    await expect(check(visitor)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('refuses one who is banned, as long as the ban is in force', async () => {
    const visitor = await aVisitor();
    const { workspaceId } = workspace;
    const { id } = await prisma.ban.create({
      data: { id: newId(), workspaceId, visitorId: visitor.id, expiresAt: later() },
    });
    await expect(check(visitor)).rejects.toMatchObject({ code: 'banned' });
    await prisma.ban.update({ where: { id }, data: { expiresAt: earlier() } });
    expect(await check(visitor)).toEqual(visitor);
    await prisma.ban.update({ where: { id }, data: { expiresAt: null, liftedAt: new Date() } });
    expect(await check(visitor)).toEqual(visitor);
  });

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['198.51.100.0/24', '198.51.100.250'],
    ['2001:db8::/32', '2001:db8:1::7'],
  ])(
    'refuses those of the banned address %s, where they were seen last and where they are now',
    async (range, address) => {
      const [seen, now, other] = [
        await aVisitor({ address }),
        await aVisitor(),
        await aVisitor({ address: '192.0.2.1' }),
      ];
      await ban(range);
      await expect(check(seen, '192.0.2.1')).rejects.toMatchObject({ code: 'banned' });
      await expect(check(now, address)).rejects.toMatchObject({ code: 'banned' });
      expect(await check(other, '192.0.2.2')).toEqual(other);
    },
  );

  it('does not refuse those of an address that was banned elsewhere, or is not any more', async () => {
    const visitor = await aVisitor({ address: '198.51.100.7' });
    await ban('198.51.100.7', {}, await aWorkspace(prisma));
    await ban('198.51.100.7', { liftedAt: earlier() });
    await ban('198.51.100.7', { expiresAt: earlier() });
    expect(await check(visitor)).toEqual(visitor);
  });

  it('lets an address that is none spoil nothing', async () => {
    await ban('198.51.100.0/24');
    for (const address of ['unknown', '', 'fe80::1%eth0', "'; --"]) {
      const visitor = await aVisitor({ address });
      expect(await check(visitor, address)).toEqual(visitor);
    }
  });

  it('refuses those from a website that is not allowed any more; a program has none', async () => {
    const [allowed, gone] = [
      await aVisitor({ origin: 'https://shop.example' }),
      await aVisitor({ origin: 'https://old.example' }),
    ];
    const program = await aVisitor();
    for (const visitor of [allowed, gone, program]) expect(await check(visitor)).toEqual(visitor);
    await prisma.site.update({
      where: { id: workspace.siteId },
      data: { allowedOrigins: ['https://shop.example', 'https://*.shop.example'] },
    });
    expect(await check(allowed)).toEqual(allowed);
    expect(await check(program)).toEqual(program);
    await expect(check(gone)).rejects.toMatchObject({ code: 'origin_not_allowed' });
  });
});

it('compares with the bans of addresses that are in force alone, however many there were', async () => {
  const visitor = await aVisitor({ address: '198.51.100.7' });
  await pool.query(
    `INSERT INTO bans (id, workspace_id, address, lifted_at)
    SELECT gen_random_uuid(), $1, '192.0.2.1', now() FROM generate_series(1, 3000)`,
    [workspace.workspaceId],
  );
  await pool.query('ANALYZE bans');
  // One connection, which knows what it has used.
  const single = new SqlPool({ url: database.url, size: 1 });
  const asked = new PrismaService(single);
  const scans = async () => {
    await single.query('SELECT pg_stat_force_next_flush()');
    const sql = `SELECT idx_scan::int AS count FROM pg_stat_user_indexes WHERE indexrelname = 'bans_by_address_idx'`;
    return (await single.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
  };
  const before = await scans();
  await new VisitorStanding(single).check({ actor: visitor, address: null });
  const between = await scans();
  const { workspaceId, id: visitorId } = visitor;
  const changes = new AccessChanges(asked, new AuditLog(), createBackplane({ redisUrl: null, keyPrefix: 'spec:' }).bus);
  await new Bans(asked, changes).refuseBanned({ workspaceId, visitorId, address: '198.51.100.7' });
  expect([between - before > 0, (await scans()) - between > 0]).toEqual([true, true]);
  await asked.$disconnect();
  await single.end();
});

describe('AccessCheck of many', () => {
  it('answers in the order asked, agents and visitors mixed, each for itself', async () => {
    const agents = [await signedInAgent(), await signedInAgent()];
    const visitors = [await aVisitor(), await aVisitor({ address: '198.51.100.7' }), await aVisitor()];
    await prisma.agentSession.update({ where: { id: agents[1]!.sessionId }, data: { endedAt: new Date() } });
    await ban('198.51.100.7');
    const all = [visitors[0]!, agents[0]!, visitors[1]!, agents[1]!, visitors[2]!];
    const answers = await access.checkAll(all.map((actor) => ({ actor, address: null })));
    const told = answers.map((answer) => ('code' in answer ? answer.code : answer.id));
    expect(told).toEqual([visitors[0]!.id, agents[0]!.id, 'banned', 'session_ended', visitors[2]!.id]);
  });

  it('asks the database once for all who come at the same time', async () => {
    const visitors = await Promise.all(Array.from({ length: 300 }, () => aVisitor()));
    let queries = 0;
    const count = (): number => (queries += 1);
    pool.on('acquire', count);
    await Promise.all(visitors.map((visitor) => check(visitor)));
    pool.off('acquire', count);
    expect(queries).toBe(1);
  });
});
