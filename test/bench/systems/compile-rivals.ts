import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** Compiles the rivals beside Parley's own processes, with the same compiler and settings; resolves with their folder. */
export async function compileRivals(): Promise<string> {
  await node('prisma/build/index.js', 'generate', '--schema', 'test/bench/rivals/textbook/schema.prisma');
  await swc('test/bench/rivals', '--out-dir', 'dist');
  await swc('dist/test/bench/generated', '--out-dir', '.');
  return join(REPOSITORY, 'dist/test/bench/rivals');
}

function swc(...args: string[]): Promise<void> {
  return node('@swc/cli/bin/swc.js', '--quiet', ...args);
}

async function node(program: string, ...args: string[]): Promise<void> {
  await run(process.execPath, [join(REPOSITORY, 'node_modules', program), ...args], { cwd: REPOSITORY });
}
