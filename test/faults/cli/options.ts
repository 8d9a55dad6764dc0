import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

import { SCENARIOS } from '../scenarios.ts';
import type { Scenario } from '../runner/scenario.ts';

export interface Options {
  scenarios: readonly Scenario[];
  /** In all; scenarios take turns. */
  runs: number;
  /** Of the first run; the n-th after it has this plus n. */
  seed: number;
  seconds: number;
  rate?: number;
  realtime: number;
  isMutants: boolean;
  json?: string;
}

const USAGE = `npm run test:faults -- [options]
  --runs N          runs in all, scenarios in turn (default: each once)
  --seed S          whole number; with --scenario and --runs 1 it repeats a run (default: by chance)
  --scenario A,B    only these (default: all)
  --seconds T       how long the trouble of a run lasts (default: 4)
  --rate R          messages per second
  --instances N     realtime instances (default: 2)
  --json FILE       the figures
  --mutants         proves the checker on mistakes that are put into the product`;

/** Throws with the usage when it does not understand. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string' },
      seed: { type: 'string' },
      scenario: { type: 'string' },
      seconds: { type: 'string', default: '4' },
      rate: { type: 'string' },
      instances: { type: 'string', default: '2' },
      json: { type: 'string' },
      mutants: { type: 'boolean', default: false },
    },
  });
  const scenarios = values.scenario ? values.scenario.split(',').map(find) : SCENARIOS;
  return {
    scenarios,
    runs: number(values.runs ?? String(scenarios.length)),
    seed: values.seed === undefined ? randomInt(1_000_000) : number(values.seed),
    seconds: number(values.seconds),
    rate: values.rate === undefined ? undefined : number(values.rate),
    realtime: number(values.instances),
    isMutants: values.mutants,
    json: values.json,
  };
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${text} is not a number.\n${USAGE}`);
  return value;
}

function find(name: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario) return scenario;
  const known = SCENARIOS.map((one) => one.name).join(', ');
  throw new Error(`There is no scenario ${name}. There are: ${known}.\n${USAGE}`);
}
