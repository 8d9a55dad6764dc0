import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { JEST } from './jest.ts';

/** The files that Jest would run with these arguments, by their own names: which services they need shows in those. */
export async function testsToRun(args: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [...JEST, '--listTests', '--json', ...args]);
  return JSON.parse(stdout) as string[];
}
