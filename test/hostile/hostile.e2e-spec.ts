import { randomInt } from 'node:crypto';
import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import type { Cores } from '../bench/machine/affinity.ts';
import { ATTACKS } from './attacks/index.ts';
import { besiege } from './siege.ts';

/** `npm run test:hostile` tells how long, from what seed, and which; `npm test` takes the short form. */
const {
  PARLEY_HOSTILE_SECONDS: seconds = '18',
  PARLEY_HOSTILE_SEED: seed = String(randomInt(1_000_000)),
  PARLEY_HOSTILE_ATTACK: names,
  PARLEY_HOSTILE_JSON: file,
  PARLEY_HOSTILE_CORES: cores = 'null',
} = process.env;
const chosen = ATTACKS.filter(({ name }) => !names || names.split(',').includes(name));
// Past Jest, which would keep it until the end, or to itself.
const say = (line: string) => void writeSync(2, `${line}\n`);

it(
  'hostile input of every kind neither stops a process nor makes it stumble, and bystanders lose nothing',
  async () => {
    say(`hostile input, seed ${seed}`);
    const figures = [];
    for (const limits of ['off', 'on'] as const) {
      const attacks = chosen.filter((attack) => attack.limits === limits);
      const options = {
        attacks,
        limits,
        seconds: Number(seconds) / chosen.length,
        seed: Number(seed),
        cores: JSON.parse(cores) as Cores | null,
        say,
      };
      if (attacks.length > 0) figures.push(await besiege(options));
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
  (Number(seconds) + 180) * 1_000,
);
