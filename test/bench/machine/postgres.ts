import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { startEmbeddedPostgres } from '#database';
import type { EmbeddedPostgres } from '#database';

/** As an installation has it: whatever was committed is on the disk. Statements are counted, which costs every system the same. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  shared_preload_libraries: 'pg_stat_statements',
};

/** The benchmark's PostgreSQL, durable, with a database for each system. */
export class Postgres {
  readonly folder: string;
  readonly pid: number;
  private readonly server: EmbeddedPostgres;

  private constructor(server: EmbeddedPostgres, folder: string, pid: number) {
    this.server = server;
    this.folder = folder;
    this.pid = pid;
  }

  static async start(): Promise<Postgres> {
    const directory = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    const server = await startEmbeddedPostgres({ directory, maxConnections: 200, settings: SETTINGS });
    const lock = await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8');
    return new Postgres(server, directory, Number.parseInt(lock, 10));
  }

  async createDatabase(name: string): Promise<string> {
    await runSql(this.server.url, `CREATE DATABASE ${name}`);
    const url = new URL(this.server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** May do everything; resolves with the address for it. */
  async createAccount(name: string, databaseUrl: string): Promise<string> {
    const url = new URL(databaseUrl);
    url.username = name;
    await runSql(databaseUrl, `CREATE ROLE ${name} SUPERUSER LOGIN PASSWORD '${url.password}'`);
    return url.href;
  }

  async version(): Promise<string> {
    const [row] = await runSql<{ server_version: string }>(this.server.url, 'SHOW server_version');
    return row?.server_version ?? 'unknown';
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function runSql<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
