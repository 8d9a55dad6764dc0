import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

import type { Cores } from './affinity.ts';
import type { Postgres } from './postgres.ts';

/** What figures depend on, and nobody can guess from them. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  pinning: string;
  fileSystem: string;
  /** Microseconds (p50) for 8 KiB to reach the disk, before and after the cases: what every commit waits for. */
  fdatasync: number[];
  load: number[];
  versions: Record<string, string>;
}

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const PACKAGES = [
  'socket.io',
  '@socket.io/redis-adapter',
  'ioredis',
  'ws',
  '@nestjs/core',
  '@nestjs/platform-socket.io',
  '@prisma/client',
  'pg',
];

export async function describeMachine(cores: Cores | null, postgres: Postgres): Promise<Machine> {
  const packages = PACKAGES.map((name) => [name, versionOf(name)] as const);
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    pinning: cores
      ? `servers, Redis and PostgreSQL on core ${cores.servers}, generator on core ${cores.generator}`
      : 'none: one core, or no taskset; the generator competes with the servers',
    fileSystem: ask('df', '--output=fstype', postgres.folder).split('\n').at(-1) ?? 'unknown',
    fdatasync: [syncTime(postgres.folder)],
    load: [loadNow()],
    versions: {
      node: process.version,
      postgres: await postgres.version(),
      redis: /v=(\S+)/.exec(ask('redis-server', '--version'))?.[1] ?? 'unknown',
      ...Object.fromEntries(packages),
    },
  };
}

/** The same machine, after the cases. */
export function describeAgain(machine: Machine, postgres: Postgres): Machine {
  return {
    ...machine,
    fdatasync: [...machine.fdatasync, syncTime(postgres.folder)],
    load: [...machine.load, loadNow()],
  };
}

function versionOf(name: string): string {
  const text = readFileSync(join(REPOSITORY, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function ask(program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

function loadNow(): number {
  return loadavg()[0] ?? Number.NaN;
}

function syncTime(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  const block = Buffer.alloc(8_192, 1);
  const times = Array.from({ length: 101 }, (_, index) => {
    writeSync(file, block, 0, block.length, (index % 64) * block.length);
    const start = performance.now();
    fdatasyncSync(file);
    return (performance.now() - start) * 1_000;
  });
  closeSync(file);
  return Math.round(times.toSorted((a, b) => a - b)[50] ?? Number.NaN);
}
