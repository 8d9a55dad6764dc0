import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { Client } from 'pg';

import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { freePort } from './embedded/free-port.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const CREATE = 'CREATE TABLE kept (value int); INSERT INTO kept VALUES (1)';

describe('startEmbeddedPostgres', () => {
  let directory: string;
  let owners: ChildProcess[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
    owners = [];
  });

  afterEach(async () => {
    await Promise.all(owners.map(kill));
    await rm(directory, { recursive: true });
  });

  it('keeps the data over a restart, on whichever port', async () => {
    const first = await startEmbeddedPostgres({ directory });
    await query(first.url, CREATE);
    await first.stop();

    const port = await freePort();
    const second = await startEmbeddedPostgres({ directory, port });
    expect(new URL(second.url)).toMatchObject({ hostname: '127.0.0.1', port: String(port), pathname: '/parley' });
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await second.stop();
  });

  it('waits for the disk, speaks UTC and takes the settings it is given', async () => {
    const postgres = await startEmbeddedPostgres({ directory, maxConnections: 42, settings: { work_mem: '9MB' } });
    const show = (name: string) => query(postgres.url, `SHOW ${name}`);
    expect(await show('fsync')).toEqual([{ fsync: 'on' }]);
    expect(await show('max_connections')).toEqual([{ max_connections: '42' }]);
    expect(await show('TimeZone')).toEqual([{ TimeZone: 'UTC' }]);
    expect(await show('work_mem')).toEqual([{ work_mem: '9MB' }]);
    await postgres.stop();
  });

  it('asks every local user for the password', async () => {
    const postgres = await startEmbeddedPostgres({ directory });
    const url = new URL(postgres.url);
    url.password = 'guessed';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await postgres.stop();
  });

  it('has the data after its process was killed', async () => {
    const { owner, url } = await startOwner();
    await query(url, CREATE);
    await kill(owner);
    await expectToStartWithTheData();
  });

  it('ends a server that survived its process, and has the data', async () => {
    const { owner, url } = await startOwner(await pathWithoutSetpriv());
    await query(url, CREATE);
    await kill(owner);
    expect(await query(url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
    await expectToStartWithTheData();
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('refuses a folder that another process uses, and does not disturb it', async () => {
    const { owner, url } = await startOwner();
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
      `is in use by process ${owner.pid}: stop that process first.`,
    );
    expect(await query(url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  it('starts although the lock file of a crash names a process that is somebody else by now', async () => {
    const { owner, url } = await startOwner();
    await query(url, CREATE);
    const lockFile = join(directory, 'cluster/postmaster.pid');
    const lock = await readFile(lockFile, 'utf8');
    await kill(owner);
    await (await startEmbeddedPostgres({ directory })).stop();
    await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)));
    await expectToStartWithTheData();
  });

  it('begins again where an earlier first start was cut short', async () => {
    await mkdir(join(directory, 'cluster.unfinished/base'), { recursive: true });
    await (await startEmbeddedPostgres({ directory })).stop();
  });

  it('says why it cannot start', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(startEmbeddedPostgres({ directory, port })).rejects.toThrow(
      /did not start: [^]*Address already in use/,
    );
    other.close();
  });

  it('tells when the server ends by itself, and only then', async () => {
    const reasons: string[] = [];
    const ended = new Promise<string>((onExit) => {
      void startEmbeddedPostgres({ directory, onExit }).then(async ({ url }) => endServer(url));
    });
    expect(await ended).toMatch(/^PostgreSQL ended unexpectedly/);
    const calm = await startEmbeddedPostgres({ directory, onExit: (reason) => void reasons.push(reason) });
    await calm.stop();
    expect(reasons).toEqual([]);
  });

  async function expectToStartWithTheData(): Promise<void> {
    const postgres = await startEmbeddedPostgres({ directory });
    expect(await query(postgres.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await postgres.stop();
  }

  /** Another process that runs the database. */
  async function startOwner(path = process.env.PATH): Promise<{ owner: ChildProcess; url: string }> {
    const script = `
      const { startEmbeddedPostgres } = await import('./libs/database/embedded-postgres.ts');
      console.log((await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)} })).url);
    `;
    const owner = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
      cwd: REPOSITORY,
      env: { PATH: path },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    owners.push(owner);
    const [url] = (await once(createInterface(owner.stdout), 'line')) as [string];
    return { owner, url };
  }

  /** As on a system that cannot signal the children of a dead process. */
  async function pathWithoutSetpriv(): Promise<string> {
    const folder = join(directory, 'bin');
    await mkdir(folder);
    await symlink('/usr/bin/id', join(folder, 'id'));
    return folder;
  }
});

async function kill(owner: ChildProcess): Promise<void> {
  if (owner.exitCode !== null || owner.signalCode !== null) return;
  const exit = once(owner, 'exit');
  owner.kill('SIGKILL');
  await exit;
}

/** As an administrator does who stops the wrong one. */
async function endServer(url: string): Promise<void> {
  const [row] = await query(url, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid");
  process.kill((row as { pid: number }).pid, 'SIGINT');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
