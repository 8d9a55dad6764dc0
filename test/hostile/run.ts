import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { startServices } from '../run/services.ts';
import { ATTACKS } from './attacks/index.ts';
import { besiege } from './siege.ts';
import type { SiegeFigures } from './siege.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    attack: { type: 'string', default: ATTACKS.map(({ name }) => name).join(',') },
    json: { type: 'string' },
  },
});

/** `npm run test:hostile`: all attacks in turn, for so many seconds together. Exits with 1 when something happened that must not. */
async function main(): Promise<boolean> {
  const chosen = ATTACKS.filter(({ name }) => values.attack.split(',').includes(name));
  const seed = Number(values.seed);
  const seconds = Number(values.seconds) / chosen.length;
  say(`seed ${seed}, ${chosen.length} attacks of ${seconds.toFixed(1)} s`);
  const figures: SiegeFigures[] = [];
  for (const limits of ['off', 'on'] as const) {
    const attacks = chosen.filter((attack) => attack.limits === limits);
    if (attacks.length > 0) figures.push(await besiege({ attacks, limits, seconds, seed, say }));
  }
  const violations = figures.flatMap((one) => one.violations);
  const total = {
    seed,
    sent: figures.flatMap(({ results }) => results).reduce((sum, { sent }) => sum + sent, 0),
    acknowledged: figures.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    peakMib: Math.max(...figures.map(({ peakMib }) => peakMib)),
    violations: violations.length,
  };
  for (const violation of violations.slice(0, 50)) say(`VIOLATION ${violation}`);
  say(JSON.stringify(total));
  if (values.json) await writeFile(values.json, `${JSON.stringify({ total, figures }, null, 2)}\n`);
  return violations.length === 0;
}

const services = process.env.PARLEY_TEST_DATABASE_URL ? null : await startServices(['hostile.e2e-spec.ts']);
Object.assign(process.env, services?.environment);
try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await services?.stop();
}
