import { randomInt } from 'node:crypto';
import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import type { Cores } from '../bench/machine/affinity.ts';
import { ATTACKS } from './attacks/index.ts';
import { besiege } from './siege.ts';

/** `npm run test:hostile` tells how long, from what seed, and which; `npm test` takes the short form. */
const isLong = process.env.PARLEY_HOSTILE_SECONDS !== undefined;
const {
  PARLEY_HOSTILE_SECONDS: seconds = '18',
  PARLEY_HOSTILE_SEED: seed = String(randomInt(1_000_000)),
  PARLEY_HOSTILE_ATTACK: names,
  PARLEY_HOSTILE_JSON: file,
  PARLEY_HOSTILE_CORES: cores = 'null',
} = process.env;
const chosen = ATTACKS.filter(({ name }) => !names || names.split(',').includes(name));
const apart = JSON.parse(cores) as Cores | null;
const forTheCode = chosen.filter(({ isForTheCode }) => isForTheCode);
/**
 * What was made for the code behind the limits first goes without them. With them, as it is installed, every attack has a town to
 * itself when there is time: otherwise one uses up what the next needs to begin. The short form leaves out what comes twice.
 */
const sieges = [
  { limits: 'off' as const, attacks: forTheCode },
  ...(isLong
    ? chosen.map((attack) => ({ limits: 'on' as const, attacks: [attack] }))
    : [{ limits: 'on' as const, attacks: chosen.filter(({ isForTheCode }) => !isForTheCode) }]),
].filter(({ attacks }) => attacks.length > 0);
// Past Jest, which would keep it until the end, or to itself.
const say = (line: string) => void writeSync(2, `${line}\n`);

it(
  'hostile input of every kind neither stops a process nor makes it stumble, and bystanders lose nothing',
  async () => {
    say(`hostile input, seed ${seed}`);
    const figures = [];
    for (const { attacks, limits } of sieges) {
      const share = Number(seconds) / sieges.flatMap((siege) => siege.attacks).length;
      figures.push(await besiege({ attacks, limits, seconds: share, seed: Number(seed), cores: apart, say }));
    }
    const sent = figures.flatMap(({ results }) => results).reduce((sum, one) => sum + one.sent, 0);
    const peakMib = Math.max(...figures.map((one) => one.peakMib));
    const acknowledged = figures.reduce((sum, one) => sum + one.acknowledged, 0);
    const violations = figures.flatMap((one) => one.violations);
    const total = { seed, sent, acknowledged, peakMib, violations: violations.length };
    say(JSON.stringify(total));
    if (file) await writeFile(file, `${JSON.stringify({ total, figures }, null, 2)}\n`);
    expect(violations.slice(0, 50)).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  },
  (2 * Number(seconds) + 300) * 1_000,
);
