import { jest } from '@jest/globals';

import { Rig } from './runner/rig.ts';
import { runScenario } from './runner/run-scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** The short form of `npm run test:faults`: what breaks most often in real life, one run each, with a seed that repeats it. */
const NAMES = [
  'client-cut',
  'client-reload',
  'gateway-kill',
  'gateway-drain',
  'redis-kill',
  'bus-chaos',
  'postgres-crash',
  'postgres-reply-cut',
];
const SEED = '1';

jest.setTimeout(180_000);

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start({ realtime: 2 });
});
afterAll(() => rig.stop());

describe('nothing is lost, doubled or reordered', () => {
  it.each(SCENARIOS.filter(({ name }) => NAMES.includes(name)))('when $about ($name)', async (scenario) => {
    const { violations, acknowledged } = await runScenario(rig, scenario, { seed: SEED, seconds: 2 });
    expect(violations).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  });
});
