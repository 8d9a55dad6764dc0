import { createBackplane } from '#backplane';
import { PrismaService, SqlPool } from '#database';
import { aWorkspace, createDatabase } from '#testing';
import type { TestDatabase } from '#testing';

import { SiteOrigins } from './site-origins.ts';

let database: TestDatabase;
let pool: SqlPool;
let prisma: PrismaService;
let origins: SiteOrigins;

beforeAll(async () => {
  database = await createDatabase();
  pool = new SqlPool({ url: database.url, size: 2 });
  prisma = new PrismaService(pool);
});
beforeEach(() => {
  const { bus } = createBackplane({ redisUrl: null, keyPrefix: 'spec:' });
  origins = new SiteOrigins(prisma, bus);
});
afterAll(async () => {
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

describe('SiteOrigins', () => {
  it('knows a site at once that was made after it had looked', async () => {
    expect(await origins.ofKey('site-of-nobody')).toBeNull();
    const { siteKey } = await aWorkspace(prisma);
    expect(await origins.ofKey(siteKey)).toEqual([]);
  });

  it('reads at most once a second, however often it is asked for what it does not know', async () => {
    await origins.ofKey('site-of-nobody');
    let reads = 0;
    pool.on('acquire', () => (reads += 1));
    const startedAt = performance.now();
    for (let asked = 0; asked < 2; asked += 1)
      await Promise.all(Array.from({ length: 50 }, () => origins.ofKey('site-of-nobody')));
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThanOrEqual(seconds + 0.1);
  });
});
