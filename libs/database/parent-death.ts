import { spawnSync } from 'node:child_process';

export type CommandLine = readonly [program: string, ...args: string[]];

/**
 * Puts the command behind `setpriv --pdeathsig`, so that the kernel signals the program when its parent is gone, even by
 * SIGKILL. The process id stays that of the program. Where the system cannot do that (anything but Linux with util-linux)
 * the command comes back as it was.
 */
export function signalledWhenParentDies(command: CommandLine, signal: 'INT' | 'TERM' | 'KILL'): CommandLine {
  return hasSetpriv() ? ['setpriv', '--pdeathsig', signal, ...command] : command;
}

let known: boolean | undefined;

export function hasSetpriv(): boolean {
  known ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'clear', 'true'], { stdio: 'ignore' }).status === 0;
  return known;
}
