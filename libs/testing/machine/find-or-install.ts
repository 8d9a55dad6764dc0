import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Program {
  /** Any of these will do; the first that is found is taken. */
  names: readonly string[];
  /** Debian's packages that bring the first of them. */
  debianPackages: readonly string[];
  /** What a person can do where it can neither be found nor installed. */
  advice: string;
}

/** The path of the program, after installing it where that is possible: as root on Debian and its kin. */
export function findOrInstall(program: Program): string {
  const path = findProgram(program.names) ?? (canInstall() ? install(program) : undefined);
  if (path === undefined) throw new Error(program.advice);
  return path;
}

export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram(['apt-get']) !== undefined;
}

function install({ names, debianPackages, advice }: Program): string | undefined {
  process.stderr.write(`Installing ${debianPackages.join(' and ')} with apt-get …\n`);
  aptGet(['update'], advice);
  aptGet(['install', '-y', '--no-install-recommends', ...debianPackages], advice);
  return findProgram(names);
}

/** Waits for another apt-get instead of failing beside it. */
function aptGet(args: readonly string[], advice: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args], { env, encoding: 'utf8' });
  if (result.status === 0) return;
  const tail = `${result.stdout}${result.stderr}`.trim().split('\n').slice(-10).join('\n');
  throw new Error(`apt-get ${args[0]} failed. ${advice}\n${tail}`);
}
