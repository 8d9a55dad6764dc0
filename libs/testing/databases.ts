import { randomUUID } from 'node:crypto';

import { Client, escapeIdentifier } from 'pg';

import { testEnvironment } from './test-environment.ts';

export interface TestDatabase {
  url: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

/** An empty, migrated database for one test file. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = escapeIdentifier(testEnvironment('PARLEY_TEST_TEMPLATE'));
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(testEnvironment('PARLEY_TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: testEnvironment('PARLEY_TEST_DATABASE_URL') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
