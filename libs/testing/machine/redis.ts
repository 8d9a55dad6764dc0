import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { freePort, signalledWhenParentDies } from '#database';

import { findOrInstall } from './find-or-install.ts';
import type { TestService } from './test-service.ts';

const REDIS = {
  names: ['redis-server', 'valkey-server'],
  debianPackages: ['redis-server'],
  advice:
    'The tests need a Redis: install redis-server or valkey-server, or set REDIS_URL to one that may be written to.',
};

/** The Redis of `REDIS_URL`, or one of our own that keeps nothing. */
export async function startRedis(): Promise<TestService> {
  const { REDIS_URL } = process.env;
  if (REDIS_URL) return { url: REDIS_URL, stop: () => Promise.resolve() };
  return launch(findOrInstall(REDIS));
}

async function launch(program: string): Promise<TestService> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'parley-redis-'));
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    directory,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const [command, ...args] = signalledWhenParentDies([program, ...settings], 'KILL');
  // Out of the terminal's process group: Ctrl-C ends the tests first, then this.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await untilReady(child.stdout);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL');
      await closed;
      await rm(directory, { recursive: true });
    },
  };
}

async function untilReady(stdout: Readable): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface(stdout)) {
    lines.push(line);
    if (line.includes('Ready to accept connections')) return void stdout.resume();
  }
  throw new Error(`Redis did not start: ${lines.join('\n')}`);
}
