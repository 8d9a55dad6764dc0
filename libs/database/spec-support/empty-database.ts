import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

export interface EmptyDatabase {
  url: string;
  query<Row>(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A database without any tables on the server that test/run.ts started. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const { PARLEY_TEST_DATABASE_URL } = process.env;
  if (!PARLEY_TEST_DATABASE_URL) throw new Error('Run the tests with npm test, which starts their Postgres.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(PARLEY_TEST_DATABASE_URL, `CREATE DATABASE ${name}`);
  const url = new URL(PARLEY_TEST_DATABASE_URL);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (sql) => query(url.href, sql),
    drop: async () => void (await query(PARLEY_TEST_DATABASE_URL, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
