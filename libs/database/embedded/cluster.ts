import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, type Launch, launchAs } from './account.ts';
import { SERVER_ENVIRONMENT } from './server.ts';

/** The same text order and case rules on every machine, whatever locales it has. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

export interface ClusterFolder {
  /** Postgres's data directory. */
  cluster: string;
  password: string;
}

/**
 * Makes the cluster on first use. It appears under its name only when complete: a start that is killed half-way leaves
 * nothing that a later one would mistake for a database.
 */
export async function prepareCluster(directory: string, account: Account, initdb: string): Promise<ClusterFolder> {
  const cluster = clusterIn(directory);
  if (!(await exists(cluster))) await create(directory, account, initdb);
  return { cluster, password: await readPassword(directory) };
}

export function clusterIn(directory: string): string {
  return join(directory, 'cluster');
}

async function create(directory: string, account: Account, initdb: string): Promise<void> {
  const unfinished = join(directory, 'cluster.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await give(account, unfinished);
  await writePassword(directory, account);
  const flags = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile(directory)}`, ...LOCALE];
  await run(await launchAs(account, [initdb, `--pgdata=${unfinished}`, ...flags], [initdb, unfinished]));
  await rename(unfinished, clusterIn(directory));
}

async function run({ command, ids }: Launch): Promise<void> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    ...ids,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: SERVER_ENVIRONMENT,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The database could not be created: ${complaint.trim()}`);
}

/** Any local account can reach the port, so that even a database for one process gets a password nobody can guess. */
async function writePassword(directory: string, account: Account): Promise<void> {
  const file = passwordFile(directory);
  await writeFile(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  await give(account, file);
}

async function readPassword(directory: string): Promise<string> {
  try {
    return (await readFile(passwordFile(directory), 'utf8')).trim();
  } catch (cause) {
    throw new Error(`The password of the database is missing: put the file ${passwordFile(directory)} back.`, {
      cause,
    });
  }
}

function passwordFile(directory: string): string {
  return join(directory, 'password');
}

async function give(account: Account, path: string): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
