import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jest } from '@jest/globals';

import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { freePort } from './embedded/free-port.ts';
import { PrismaService } from './prisma.service.ts';
import { SqlPool } from './sql-pool.ts';
import { isUnavailable } from './unavailable.ts';

/** Making a cluster takes most of a second, and several when the machine is busy. */
jest.setTimeout(60_000);

describe('isUnavailable', () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let pool: SqlPool;
  let prisma: PrismaService;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parley-unavailable-'));
    postgres = await startEmbeddedPostgres({ directory, maxConnections: 10 });
  });

  afterAll(async () => {
    await postgres.stop();
    await rm(directory, { recursive: true });
  });

  beforeEach(() => {
    pool = new SqlPool({ url: postgres.url, size: 2 });
    prisma = new PrismaService(pool);
  });

  afterEach(async () => {
    await prisma.$disconnect();
    await pool.onApplicationShutdown();
  });

  const doors = {
    'a query through pg': (sql: string, via: SqlPool) => via.query(sql),
    'a raw query through Prisma': (sql: string, via: SqlPool) => new PrismaService(via).$queryRawUnsafe(sql),
    'a transaction through Prisma': (sql: string, via: SqlPool) =>
      new PrismaService(via).$transaction((transaction) => transaction.$queryRawUnsafe(sql)),
  };

  describe.each(Object.entries(doors))('for %s', (_name, ask) => {
    it('is true when the server ends the connection', async () => {
      const failure = await failureOf(ask('SELECT pg_terminate_backend(pg_backend_pid())::text', pool));
      expect(isUnavailable(failure)).toBe(true);
    });

    it('is true when nobody listens', async () => {
      const away = new SqlPool({ url: `postgresql://127.0.0.1:${await freePort()}/parley`, size: 1 });
      expect(isUnavailable(await failureOf(ask('SELECT 1', away)))).toBe(true);
      await away.end();
    });

    it('is true when the host is unknown', async () => {
      const away = new SqlPool({ url: 'postgresql://nowhere.invalid/parley', size: 1 });
      expect(isUnavailable(await failureOf(ask('SELECT 1', away)))).toBe(true);
      await away.end();
    });

    it('is true when the server has no connection to spare', async () => {
      const greedy = new SqlPool({ url: postgres.url, size: 20 });
      const held = await Promise.allSettled(Array.from({ length: 19 }, () => greedy.connect()));
      expect(isUnavailable(await failureOf(ask('SELECT 1', greedy)))).toBe(true);
      for (const client of held) if (client.status === 'fulfilled') client.value.release();
      await greedy.end();
    });

    it('is true when the statement takes longer than the pool waits', async () => {
      const hasty = new SqlPool({ url: postgres.url, size: 1, queryTimeoutMs: 50 });
      expect(isUnavailable(await failureOf(ask('SELECT 1 FROM pg_sleep(60)', hasty)))).toBe(true);
      await hasty.end();
    });

    it('is true when the pool has been closed', async () => {
      await pool.end();
      expect(isUnavailable(await failureOf(ask('SELECT 1', pool)))).toBe(true);
    });

    it('is false for a mistake in the statement', async () => {
      expect(isUnavailable(await failureOf(ask('SELECT no_such_column', pool)))).toBe(false);
    });
  });

  it('is true when the server shuts down under a statement, and the pool works again after a restart', async () => {
    const port = Number(new URL(postgres.url).port);
    const running = Object.values(doors).map((ask) => failureOf(ask('SELECT 1 FROM pg_sleep(60)', pool)));
    await statementsToRun(2);
    await postgres.stop();
    expect((await Promise.all(running)).map(isUnavailable)).toEqual([true, true, true]);
    expect(await pool.isReachable()).toBe(false);

    postgres = await startEmbeddedPostgres({ directory, port, maxConnections: 10 });
    expect(await pool.isReachable()).toBe(true);
  });

  it.each([undefined, null, 'ECONNREFUSED', new Error('no'), new TypeError('x')])('is false for %p', (thrown) => {
    expect(isUnavailable(thrown)).toBe(false);
  });

  /** Resolves when that many connections sleep. */
  async function statementsToRun(count: number): Promise<void> {
    const watcher = new SqlPool({ url: postgres.url, size: 1 });
    const sleeping = "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'";
    while (((await watcher.query(sleeping)).rowCount ?? 0) < count);
    await watcher.end();
  }
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
