import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which core carries the servers and which one the generator; null where they cannot be kept apart. */
export interface Cores {
  servers: number;
  generator: number;
}

export type Command = readonly [program: string, ...args: string[]];

/** The first two that this process may use. Needs Linux and `taskset` (util-linux). */
export function separateCores(): Cores | null {
  const canPin = process.platform === 'linux' && spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;
  const [servers, generator] = canPin ? allowedCores() : [];
  return servers === undefined || generator === undefined ? null : { servers, generator };
}

/** From a list such as `0-3,8`. */
function allowedCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** This process and everything it starts from now on stays on the core. */
export function pinSelf(core: number): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(process.pid)], {
    stdio: 'ignore',
  });
}

export function pinned(core: number | undefined, command: Command): Command {
  return core === undefined ? command : ['taskset', '--cpu-list', String(core), ...command];
}
