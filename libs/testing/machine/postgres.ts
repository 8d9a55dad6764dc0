import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { migrate, startEmbeddedPostgres } from '#database';

import type { TestService } from './test-service.ts';

/** The database that every test database is a copy of. Nobody connects to it, or it could not be copied. */
const TEMPLATE = 'parley_template';

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export interface TestPostgres extends TestService {
  template: string;
}

/**
 * A Postgres of our own in a temporary folder, with a migrated template to copy test databases from; `url` names the
 * database for administration. It does not wait for the disk: tests kill our processes, not the machine.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
  const server = await startEmbeddedPostgres({
    directory,
    databaseName: TEMPLATE,
    maxConnections: 300,
    settings: FAST,
  });
  const stop = async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  };
  try {
    await migrate(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = new URL(server.url);
  url.pathname = '/postgres';
  return { url: url.href, template: TEMPLATE, stop };
}
