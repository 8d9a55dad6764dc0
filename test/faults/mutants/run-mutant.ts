import type { Property } from '../checker/history.ts';
import { Rig } from '../runner/rig.ts';
import { runScenario } from '../runner/run-scenario.ts';
import type { RunOptions } from '../runner/run-scenario.ts';
import type { Scenario } from '../runner/scenario.ts';
import type { Mutant } from './mutant.ts';

export interface Catch {
  scenario: string;
  seed: string;
  properties: Property[];
  example: string;
}

/** Runs of each scenario before a mutant counts as not seen. */
const ATTEMPTS = 3;

/** Starts the mutant and breaks things until the checker objects; null when it never does. */
export async function runMutant(
  mutant: Mutant,
  scenarios: readonly Scenario[],
  realtime: number,
  options: RunOptions,
): Promise<Catch | null> {
  const rig = await Rig.start({ realtime, patches: mutant.patches });
  try {
    await mutant.alter?.(rig.postgres.pool);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      for (const scenario of scenarios.filter(({ name }) => mutant.scenarios.includes(name))) {
        const caught = await tryOnce(rig, scenario, { ...options, seed: `${options.seed}.${attempt}` });
        if (caught) return caught;
      }
    }
    return null;
  } finally {
    await rig.stop();
  }
}

async function tryOnce(rig: Rig, scenario: Scenario, options: RunOptions): Promise<Catch | null> {
  const { violations, seed } = await runScenario(rig, scenario, options);
  const properties = [...new Set(violations.map(({ property }) => property))].toSorted();
  const [first] = violations;
  return first ? { scenario: scenario.name, seed, properties, example: first.what } : null;
}
