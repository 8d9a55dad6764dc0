import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A setting without meaning to Postgres: it shows in the process list which process of ours started the server. */
export const OWNER_SETTING = 'parley.owner';

interface Running {
  parent: number;
  command: string;
}

/**
 * Leaves the cluster free to be started: ends a server whose owner was killed and removes the lock file of one that no
 * longer runs. Throws when the cluster is in use.
 */
export async function endOrphan(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10);
  if (Number.isNaN(pid)) return;
  const server = await serverOf(cluster, pid);
  if (!server) return rm(lockFile, { force: true });
  refuseIfOwned(cluster, server);
  await end(cluster, pid);
}

/** A server keeps its owner as parent until the owner dies. One that was started by hand names no owner: left alone. */
function refuseIfOwned(cluster: string, server: Running): void {
  const owner = new RegExp(`${OWNER_SETTING}=(\\d+)`).exec(server.command)?.[1];
  if (owner !== undefined && server.parent !== Number(owner)) return;
  throw new Error(`The database folder ${cluster} is in use by process ${server.parent}: stop that process first.`);
}

async function end(cluster: string, pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  const patience = Date.now() + 60_000;
  while (await serverOf(cluster, pid)) {
    if (Date.now() > patience) signal(pid, 'SIGQUIT');
    await delay(50);
  }
}

/** It may have ended by itself in the meantime. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Process ids are reused: after a reboot the one in the lock file may be anybody's. One that has just ended has no command any more. */
async function serverOf(cluster: string, pid: number): Promise<Running | undefined> {
  const server = await running(pid);
  return ` ${server?.command ?? ''} `.includes(` ${cluster} `) ? server : undefined;
}

async function running(pid: number): Promise<Running | undefined> {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Debian's small images have no `ps`. */
async function fromProc(pid: number): Promise<Running | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return { parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): Running | undefined {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout) ?? [];
  return command === undefined ? undefined : { parent: Number(parent), command };
}
