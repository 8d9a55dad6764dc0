import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { pinned, separateCores } from '../bench/machine/affinity.ts';

/**
 * `npm run test:hostile`: the test of this folder, for longer, and told what to do by the command line. Attackers come from
 * other machines; where cores can be kept apart, these have one of their own, and all that serves shares another.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    seed: { type: 'string' },
    attack: { type: 'string' },
    json: { type: 'string' },
  },
});
const ROOT = path.resolve(import.meta.dirname, '../..');
const cores = separateCores();
const told = Object.entries(values).map(([name, value]) => [`PARLEY_HOSTILE_${name.toUpperCase()}`, value]);
const [program, ...args] = pinned(cores?.servers, [
  process.execPath,
  '--conditions=source',
  'test/run.ts',
  'test/hostile/hostile.e2e-spec.ts',
]);
const child = spawn(program, args, {
  cwd: ROOT,
  env: { ...process.env, ...Object.fromEntries(told), ...(cores && { PARLEY_HOSTILE_CORES: JSON.stringify(cores) }) },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
process.exitCode = ((await once(child, 'exit')) as [number | null])[0] ?? 1;
