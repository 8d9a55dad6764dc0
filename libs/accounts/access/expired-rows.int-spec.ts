import { newId, systemActor } from '#common';
import { createBackplane } from '#backplane';
import { PrismaService, SqlPool } from '#database';
import { aWorkspace, createDatabase } from '#testing';
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

describe('ExpiredRows', () => {
  it('deletes what has had its time, however much that is, and nothing else', async () => {
    await someChanges(2_500);
    await pool.query(`UPDATE access_changes SET at = at - interval '2 hours'`);
    await someChanges(3);
    await identityTokenUse('old', new Date(Date.now() - 1_000));
    await identityTokenUse('new', new Date(Date.now() + 3_600_000));

    // Two workers at once.
    const rows = [new ExpiredRows(pool), new ExpiredRows(pool)];
    const deleted = await Promise.all(rows.map((one) => one.sweep()));

    expect(deleted[0]! + deleted[1]!).toBe(2_501);
    expect(await prisma.accessChange.count()).toBe(3);
    expect((await prisma.identityTokenUse.findMany()).map(({ tokenHash }) => tokenHash)).toEqual(['new']);
  });
});
