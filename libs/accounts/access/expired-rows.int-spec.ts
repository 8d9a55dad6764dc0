import { newId, systemActor } from '#common';
import { createBackplane } from '#backplane';
import { PrismaService, SqlPool } from '#database';
import { aWorkspace, anAgent, createDatabase } from '#testing';
import type { TestDatabase } from '#testing';

import { AccessChanges } from './access-changes.ts';
import { AuditLog } from './audit-log.ts';
import { ExpiredRows } from './expired-rows.ts';

let database: TestDatabase;
let pool: SqlPool;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createDatabase();
  pool = new SqlPool({ url: database.url, size: 4 });
  prisma = new PrismaService(pool);
});
afterAll(async () => {
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

/** Notices of changes, as every change of access leaves them. */
async function someChanges(count: number): Promise<void> {
  const { workspaceId } = await aWorkspace(prisma);
  const { bus } = createBackplane({ redisUrl: null, keyPrefix: 'spec:' });
  const changes = new AccessChanges(prisma, new AuditLog(), bus);
  await changes.run({ actor: systemActor(workspaceId), address: null }, async ({ concerns }) => {
    for (let index = 0; index < count; index += 1) concerns('agent', newId());
    return Promise.resolve();
  });
}

const identityTokenUse = (tokenHash: string, expiresAt: Date) =>
  prisma.identityTokenUse.create({ data: { tokenHash, sessionId: newId(), expiresAt } });

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);

async function someBans(): Promise<void> {
  const { workspaceId } = await aWorkspace(prisma);
  const ban = { workspaceId, address: '192.0.2.1' };
  await prisma.ban.createMany({
    data: [
      { ...ban, id: newId(), reason: 'lifted', liftedAt: daysAgo(91) },
      { ...ban, id: newId(), reason: 'expired', expiresAt: daysAgo(91) },
      { ...ban, id: newId(), reason: 'just over', liftedAt: daysAgo(89) },
      { ...ban, id: newId(), reason: 'for ever', createdAt: daysAgo(400) },
    ],
  });
}

async function someSessions(): Promise<void> {
  const { workspaceId } = await aWorkspace(prisma);
  const { id: agentId } = await anAgent(prisma, workspaceId, 'Ada');
  const session = { workspaceId, agentId, expiresAt: daysAgo(-1) };
  await prisma.agentSession.createMany({
    data: [
      { ...session, id: newId(), endedAt: daysAgo(91) },
      { ...session, id: newId(), expiresAt: daysAgo(91) },
      { ...session, id: newId(), method: 'sso', createdAt: daysAgo(400) },
    ],
  });
}

describe('ExpiredRows', () => {
  it('deletes what has had its time, however much that is, and nothing else', async () => {
    await someChanges(2_500);
    await pool.query(`UPDATE access_changes SET at = at - interval '2 hours'`);
    await someChanges(3);
    await identityTokenUse('old', new Date(Date.now() - 1_000));
    await identityTokenUse('new', new Date(Date.now() + 3_600_000));
    await someBans();
    await someSessions();

    // Two workers at once.
    const rows = [new ExpiredRows(pool), new ExpiredRows(pool)];
    const deleted = await Promise.all(rows.map((one) => one.sweep()));

    expect(deleted[0]! + deleted[1]!).toBe(2_505);
    expect(await prisma.accessChange.count()).toBe(3);
    expect((await prisma.identityTokenUse.findMany()).map(({ tokenHash }) => tokenHash)).toEqual(['new']);
    const bans = await prisma.ban.findMany({ orderBy: { reason: 'asc' } });
    expect(bans.map(({ reason }) => reason)).toEqual(['for ever', 'just over']);
    expect((await prisma.agentSession.findMany()).map(({ method }) => method)).toEqual(['sso']);
  });
});
