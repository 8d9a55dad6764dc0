import { createBackplane } from '#backplane';
import { newId, systemActor } from '#common';
import { PrismaService, SqlPool } from '#database';
import { Logger } from '#observability';
import { aWorkspace, createDatabase } from '#testing';
import type { TestDatabase } from '#testing';

import { AccessChanges } from './access-changes.ts';
import { AccessNews } from './access-news.ts';
import { AuditLog } from './audit-log.ts';

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

describe('AccessNews', () => {
  it('tells what the bus has told once, and from the table what the bus has not', async () => {
    const { workspaceId } = await aWorkspace(prisma);
    const { bus } = createBackplane({ redisUrl: null, keyPrefix: 'spec:' });
    const lost = createBackplane({ redisUrl: null, keyPrefix: 'spec:' }).bus;
    const news = new AccessNews(bus, pool, Logger.create({ process: 'spec', level: 'silent' }));
    const [told, untold] = [newId(), newId()];
    const heard: string[] = [];
    const both = new Promise<void>((resolve) => {
      const onChange = (subjects: readonly { id: string }[]) => {
        heard.push(...subjects.map(({ id }) => id));
        if (heard.includes(told) && heard.includes(untold)) resolve();
      };
      news.watch({ isIdle: () => false, onChange });
    });
    const change = (through: typeof bus, id: string) =>
      new AccessChanges(prisma, new AuditLog(), through).run(
        { actor: systemActor(workspaceId), address: null },
        ({ concerns }) => Promise.resolve(concerns('agent', id)),
      );
    await change(bus, told);
    await change(lost, untold);
    await both;
    await news.onModuleDestroy();
    expect(heard).toEqual([told, untold]);
  });
});
