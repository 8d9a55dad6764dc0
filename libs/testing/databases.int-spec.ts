import { Client } from 'pg';

import { createDatabase } from './databases.ts';

describe('createDatabase', () => {
  it('gives databases with all tables that do not see each other', async () => {
    const [one, two] = await Promise.all([createDatabase(), createDatabase()]);
    await query(one.url, "INSERT INTO workspaces (id, name) VALUES ('01900000-0000-7000-8000-000000000000', 'Acme')");
    expect(await query(one.url, 'SELECT name FROM workspaces')).toEqual([{ name: 'Acme' }]);
    expect(await query(two.url, 'SELECT name FROM workspaces')).toEqual([]);
    await Promise.all([one.drop(), two.drop()]);
  });

  it('removes the database although somebody is connected', async () => {
    const database = await createDatabase();
    const client = new Client({ connectionString: database.url });
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await database.drop();
    await ended;
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect().catch(async (error: Error) => {
    await client.end();
    throw error;
  });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
