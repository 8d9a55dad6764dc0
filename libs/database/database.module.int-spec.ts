import { Injectable, Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { DatabaseModule } from './database.module.ts';
import { migrate } from './migrations/migrate.ts';
import { PrismaService } from './prisma.service.ts';
import { type EmptyDatabase, emptyDatabase } from './spec-support/empty-database.ts';
import { SqlPool } from './sql-pool.ts';

@Injectable()
class Reader {
  constructor(
    readonly pool: SqlPool,
    readonly prisma: PrismaService,
  ) {}
}

@Module({ providers: [Reader] })
class ReaderModule {}

describe('DatabaseModule', () => {
  let database: EmptyDatabase;
  let app: INestApplicationContext;

  beforeAll(async () => {
    database = await emptyDatabase();
    await migrate(database.url);
    await database.query(
      'ALTER DATABASE ' + new URL(database.url).pathname.slice(1) + " SET TimeZone = 'Asia/Kathmandu'",
    );
  });

  afterAll(() => database.drop());

  beforeEach(async () => {
    const imports = [DatabaseModule.forRoot({ url: database.url, poolSize: 2 }), ReaderModule];
    app = await NestFactory.createApplicationContext({ module: class Root {}, imports }, { logger: false });
  });

  afterEach(() => app.close());

  it('gives one pool to whoever asks, and Prisma works on it', async () => {
    const { pool, prisma } = app.get(Reader);
    const asked: number[] = [];
    pool.on('acquire', () => asked.push(1));
    expect(pool).toBeInstanceOf(SqlPool);
    expect(await prisma.workspace.count()).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('keeps a moment the same moment where the database has another time zone', async () => {
    const { pool, prisma } = app.get(Reader);
    const createdAt = new Date('2026-03-29T01:30:00.123Z');
    await prisma.workspace.create({ data: { id: '01900000-0000-7000-8000-000000000000', name: 'Acme', createdAt } });
    expect(await prisma.workspace.findFirstOrThrow()).toMatchObject({ createdAt });
    const { rows } = await pool.query('SELECT created_at AS "createdAt" FROM workspaces');
    expect(rows).toEqual([{ createdAt }]);
    await prisma.workspace.deleteMany();
  });

  it('survives the loss of its idle connections', async () => {
    const { pool } = app.get(Reader);
    const connection = await pool.connect();
    const lost = new Promise((resolve) => pool.once('remove', resolve));
    const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    connection.release();
    await database.query(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
    await lost;
    expect(await pool.isReachable()).toBe(true);
  });

  it('survives the loss of a connection in use', async () => {
    const { pool } = app.get(Reader);
    const connection = await pool.connect();
    const ended = new Promise((resolve) => connection.once('end', resolve));
    const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await database.query(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
    await ended;
    connection.release(true);
    expect(await pool.isReachable()).toBe(true);
  });

  it('closes its connections when the application closes', async () => {
    const { pool } = app.get(Reader);
    await pool.query('SELECT 1');
    await app.close();
    expect(pool).toMatchObject({ ended: true, totalCount: 0 });
    expect(await pool.isReachable()).toBe(false);
  });
});
