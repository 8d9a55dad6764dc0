import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Launch } from './account.ts';

/** English messages, and none of the PG* variables, which would change what the server does. */
export const SERVER_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

const READY = 'ready to accept connections';
const LINES_KEPT = 20;
/** A fast shutdown ends with a checkpoint, which a slow disk may stretch. */
const SHUTDOWN_MS = 60_000;

export interface ServerProcess {
  /** Fast, clean shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

/**
 * Runs the command until `stop` and resolves when it accepts connections. `onExit` is told why when it ends by itself
 * later. The server is out of the terminal's process group: Ctrl-C reaches us alone, and we stop it last.
 */
export async function startServer({ command, ids }: Launch, onExit: (reason: string) => void): Promise<ServerProcess> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: SERVER_ENVIRONMENT,
  });
  const interrupt = () => child.kill('SIGINT');
  process.once('exit', interrupt);
  const closed = once(child, 'close').finally(() => process.off('exit', interrupt));
  const log = await untilReady(child.stderr, closed);
  let isWanted = true;
  keepsNothingAlive(child);
  void closed.then(() => isWanted && onExit(`PostgreSQL ended unexpectedly: ${log.join('\n')}`));
  return {
    async stop() {
      isWanted = false;
      await shutDown(child, closed);
    },
  };
}

/** The work that uses the database keeps the process alive, never the database by itself. */
function keepsNothingAlive(child: ChildProcess): void {
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}

/** Resolves with the newest lines of the log, which are kept up to date. */
async function untilReady(stderr: Readable, closed: Promise<unknown>): Promise<readonly string[]> {
  const log: string[] = [];
  const ready = new Promise<void>((resolve) => {
    createInterface(stderr).on('line', (line) => {
      if (log.push(line) > LINES_KEPT) log.shift();
      if (line.includes(READY)) resolve();
    });
  });
  const failed = closed.then(() => {
    throw new Error(`PostgreSQL did not start: ${log.join('\n')}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  return log;
}

async function shutDown(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  child.ref();
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), SHUTDOWN_MS);
  await closed;
  clearTimeout(impatience);
}
