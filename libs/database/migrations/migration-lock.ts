import { Client } from 'pg';

/** Any number will do that nobody else locks in this database; this one spells "parley". */
const LOCK_KEY = 0x7061726c6579;

/**
 * Lets one process at a time do the work, among all that use the database; the others wait as long as it takes, where the
 * schema engine's own lock would give up after ten seconds. The lock is tied to a connection, so it goes
 * with a process that dies; a pooler that shares connections between clients (PgBouncer in transaction mode) breaks it.
 */
export async function withMigrationLock<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // the database is gone, and the work's own next query says so
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    return await work();
  } finally {
    await client.end();
  }
}
