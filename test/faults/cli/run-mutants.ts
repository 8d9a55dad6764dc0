import { writeFile } from 'node:fs/promises';

import { MUTANTS } from '../mutants/mutants.ts';
import { runMutant } from '../mutants/run-mutant.ts';
import type { Catch } from '../mutants/run-mutant.ts';
import { SCENARIOS } from '../scenarios.ts';
import type { Options } from './options.ts';
import { table } from './report.ts';

/** Mutants that never heal should not be waited for as long as the product. */
const BUDGET_MS = 10_000;

/** Runs every mutant and reports what caught it; true when each was caught. */
export async function runMutants(options: Options, say: (text: string) => void): Promise<boolean> {
  const { seconds, realtime, json } = options;
  const results: { mutant: string; about: string; caught: Catch | null }[] = [];
  for (const mutant of MUTANTS) {
    const { name, about } = mutant;
    const run = { seed: String(options.seed), seconds, budget: BUDGET_MS };
    const caught = await runMutant(mutant, SCENARIOS, realtime, run);
    say(`${name}: ${caught ? `caught by ${caught.scenario}: ${caught.example}` : 'NOT CAUGHT'}`);
    results.push({ mutant: name, about, caught });
  }
  const rows = results.map(({ mutant, caught }) => [
    mutant,
    caught?.scenario ?? 'NOT CAUGHT',
    caught?.seed ?? '',
    caught?.properties.join(' ') ?? '',
  ]);
  say(table([['mutant', 'caught by', 'seed', 'violated'], ...rows]));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  return results.every(({ caught }) => caught !== null);
}
