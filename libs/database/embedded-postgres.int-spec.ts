import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { jest } from '@jest/globals';
import { Client } from 'pg';

import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { freePort } from './embedded/free-port.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');

/** Making a cluster takes most of a second, and several when the machine is busy. */
jest.setTimeout(60_000);

describe('startEmbeddedPostgres', () => {
  let directory: string;
  let owners: ChildProcess[];

  /** One folder for all: each test begins with a stopped server and the data of the first. */
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
    const postgres = await startEmbeddedPostgres({ directory });
    await query(postgres.url, 'CREATE TABLE kept (value int)');
    await query(postgres.url, 'INSERT INTO kept VALUES (1)');
    await postgres.stop();
  });

  afterAll(() => rm(directory, { recursive: true }));

  beforeEach(() => {
    owners = [];
  });

  afterEach(() => Promise.all(owners.map(kill)));

  it('keeps the data over a restart, on whichever port', async () => {
    const port = await freePort();
    const postgres = await startEmbeddedPostgres({ directory, port });
    expect(new URL(postgres.url)).toMatchObject({ hostname: '127.0.0.1', port: String(port), pathname: '/parley' });
    expect(await query(postgres.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await postgres.stop();
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
    await query(url, 'UPDATE kept SET value = value + 1');
    await kill(owner);
    expect(await keptValue()).toBe(2);
    await setBack();
  });

  it('ends a server that survived its process, and has the data', async () => {
    const { owner, url } = await startOwner(await pathWithoutSetpriv());
    await query(url, 'UPDATE kept SET value = value + 1');
    await kill(owner);
    expect(await query(url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
    expect(await keptValue()).toBe(2);
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await setBack();
  });

  it('refuses a folder that another process uses, and does not disturb it', async () => {
    const { owner, url } = await startOwner();
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
      `is in use by process ${owner.pid}: stop that process first.`,
    );
    expect(await query(url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  it('starts although the lock file of a crash names a process that is somebody else by now', async () => {
    const lockFile = join(directory, 'cluster/postmaster.pid');
    const postgres = await startEmbeddedPostgres({ directory });
    const lock = await readFile(lockFile, 'utf8');
    await postgres.stop();
    await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)));
    expect(await keptValue()).toBe(1);
  });

  it('begins again where an earlier first start was cut short', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
    await mkdir(join(fresh, 'cluster.unfinished/base'), { recursive: true });
    const postgres = await startEmbeddedPostgres({ directory: fresh });
    expect(await query(postgres.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
    await postgres.stop();
    await rm(fresh, { recursive: true });
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

  /** What the next start finds. */
  async function keptValue(): Promise<unknown> {
    const postgres = await startEmbeddedPostgres({ directory });
    const [row] = await query(postgres.url, 'SELECT value FROM kept');
    await postgres.stop();
    return (row as { value: number }).value;
  }

  async function setBack(): Promise<void> {
    const postgres = await startEmbeddedPostgres({ directory });
    await query(postgres.url, 'UPDATE kept SET value = 1');
    await postgres.stop();
  }

  /** Another process that runs the database. */
  async function startOwner(path = process.env.PATH): Promise<{ owner: ChildProcess; url: string }> {
    const script = `
      const { startEmbeddedPostgres } = await import('./libs/database/embedded-postgres.ts');
      console.log((await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)} })).url);
      setInterval(() => undefined, 60_000);
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
    await chmod(directory, 0o755); // only setpriv lets another account through a folder of root
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
