import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { launchAs, postgresAccount } from './embedded/account.ts';
import { postgresBinaries } from './embedded/binaries.ts';
import { clusterIn, prepareCluster } from './embedded/cluster.ts';
import { freePort } from './embedded/free-port.ts';
import { endOrphan, OWNER_SETTING } from './embedded/orphan.ts';
import { startServer } from './embedded/server.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the data and the password; made on first use. */
  directory: string;
  /** On 127.0.0.1; a free one each time when absent. */
  port?: number;
  /** Made when missing. */
  databaseName?: string;
  maxConnections?: number;
  /** Further settings of the server, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>;
  /** Called once when the server ends without having been stopped. */
  onExit?: (reason: string) => void;
}

export interface EmbeddedPostgres {
  url: string;
  /** Stops the server cleanly; what was committed is there at the next start. */
  stop(): Promise<void>;
}

/**
 * Runs a PostgreSQL of our own, on loopback, with its data in one folder: durable over restarts, and after any crash of
 * this process or the server. The server never outlives this process on Linux; elsewhere the next start on the folder ends
 * it. A folder that another living process uses is refused.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const account = await postgresAccount(clusterIn(directory));
  await endOrphan(clusterIn(directory));
  const { initdb, postgres } = await postgresBinaries();
  const { cluster, password } = await prepareCluster(directory, account, initdb);
  const port = options.port ?? (await freePort());
  const launch = await launchAs(account, [postgres, '-D', cluster, ...flags(port, options)], [postgres, cluster]);
  const server = await startServer(launch, options.onExit ?? (() => undefined));
  const urlOf = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  const name = options.databaseName ?? 'parley';
  try {
    await ensureDatabase(urlOf('postgres'), name);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: urlOf(encodeURIComponent(name)), stop: () => server.stop() };
}

function flags(port: number, options: EmbeddedPostgresOptions): string[] {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 100),
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    ...options.settings,
    [OWNER_SETTING]: String(process.pid),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
