import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Pool } from 'pg';

import { freePort, migrate, startEmbeddedPostgres } from '#database';
import type { EmbeddedPostgres } from '#database';

/** The default, said aloud: a crash must find on disk what was acknowledged. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', max_wal_size: '256MB' };
const DATABASE = 'parley';

/** A migrated Postgres of our own that waits for the disk: to be stopped in the middle of everything and started again. */
export class FaultyPostgres {
  readonly directory: string;
  readonly port: number;
  #server: EmbeddedPostgres | null = null;
  #pool: Pool | null = null;

  private constructor(directory: string, port: number) {
    this.directory = directory;
    this.port = port;
  }

  static async start(): Promise<FaultyPostgres> {
    const directory = await mkdtemp(join(tmpdir(), 'parley-faults-postgres-'));
    const postgres = new FaultyPostgres(directory, await freePort());
    try {
      await postgres.start();
      await migrate(postgres.#url);
      return postgres;
    } catch (error) {
      await postgres.remove();
      throw error;
    }
  }

  get isUp(): boolean {
    return this.#server !== null;
  }

  /** Our own connections, past every proxy. */
  get pool(): Pool {
    if (!this.#pool) throw new Error('Postgres is down');
    return this.#pool;
  }

  /** The address for those who go through a proxy. */
  urlAt(port: number): string {
    const url = new URL(this.#url);
    url.port = String(port);
    return url.href;
  }

  /** After a crash this recovers what was committed. */
  async start(): Promise<void> {
    if (this.#server) return;
    const { directory, port } = this;
    const place = { directory, port, databaseName: DATABASE };
    this.#server = await startEmbeddedPostgres({ ...place, maxConnections: 150, settings: DURABLE });
    this.#pool = new Pool({ connectionString: this.#server.url, max: 8 });
    this.#pool.on('error', () => undefined);
  }

  /** What `pg_ctl stop -m immediate` does: no checkpoint, no goodbye. */
  async crash(): Promise<void> {
    const server = this.#server;
    const lock = await readFile(join(this.directory, 'cluster', 'postmaster.pid'), 'utf8');
    this.#server = null;
    const pool = this.#pool;
    this.#pool = null;
    process.kill(Number.parseInt(lock, 10), 'SIGQUIT');
    await server?.stop();
    await pool?.end().catch(() => undefined);
  }

  async remove(): Promise<void> {
    await this.#pool?.end().catch(() => undefined);
    await this.#server?.stop();
    this.#server = null;
    await rm(this.directory, { recursive: true, force: true });
  }

  get #url(): string {
    if (!this.#server) throw new Error('Postgres is down');
    return this.#server.url;
  }
}
