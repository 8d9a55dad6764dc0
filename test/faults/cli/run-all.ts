import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Rig } from '../runner/rig.ts';
import { runScenario } from '../runner/run-scenario.ts';
import type { RunResult } from '../runner/run-scenario.ts';
import type { Scenario } from '../runner/scenario.ts';
import type { Options } from './options.ts';
import { reportOf, summarise, totalOf } from './report.ts';
import type { Outcome } from './report.ts';

/** Runs the scenarios in turn and reports; true when nothing was violated and nothing failed. */
export async function runAll(options: Options, say: (text: string) => void): Promise<boolean> {
  const suite = new Suite(options, say);
  try {
    await suite.run();
  } finally {
    await suite.stop();
  }
  return suite.report();
}

class Suite {
  readonly #options: Options;
  readonly #say: (text: string) => void;
  readonly #outcomes: Outcome[] = [];
  readonly #skipped: Record<string, string> = {};
  #rig: Rig | null = null;

  constructor(options: Options, say: (text: string) => void) {
    this.#options = options;
    this.#say = say;
  }

  async run(): Promise<void> {
    const { runs, seed } = this.#options;
    this.#say(`${runs} runs from seed ${seed}`);
    const scenarios = await this.#possible();
    for (let n = 0; n < runs && scenarios.length > 0; n += 1) {
      const scenario = scenarios[n % scenarios.length];
      if (scenario) await this.#one(scenario, String(seed + n));
    }
  }

  async stop(): Promise<void> {
    await this.#rig?.stop();
    this.#rig = null;
  }

  async report(): Promise<boolean> {
    const { json } = this.#options;
    const total = totalOf(this.#outcomes);
    this.#say(reportOf(this.#outcomes, this.#skipped));
    const figures = { total, scenarios: summarise(this.#outcomes), leftOut: this.#skipped, runs: this.#outcomes };
    if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
    return total.violations === 0 && total.failures === 0;
  }

  async #possible(): Promise<Scenario[]> {
    const possible: Scenario[] = [];
    for (const scenario of this.#options.scenarios) {
      const obstacle = await scenario.obstacle?.();
      if (obstacle) this.#skipped[scenario.name] = obstacle;
      else possible.push(scenario);
    }
    return possible;
  }

  async #one(scenario: Scenario, seed: string): Promise<void> {
    const { seconds, rate, realtime } = this.#options;
    try {
      this.#rig ??= await Rig.start({ realtime });
      const { record, ...result } = await runScenario(this.#rig, scenario, { seed, seconds, rate });
      const history = result.violations.length > 0 ? await keep(scenario, seed, record) : undefined;
      this.#outcomes.push({ ...result, history });
      const { acknowledged, violations, healMs } = result;
      this.#say(
        `${scenario.name}, seed ${seed}: ${acknowledged} acknowledged, ${violations.length} violations, healed in ${healMs} ms`,
      );
    } catch (error) {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#outcomes.push({ ...NOTHING, scenario: scenario.name, seed, failure });
      this.#say(`${scenario.name}, seed ${seed}: failed: ${failure}`);
      await this.stop();
    }
  }
}

const NOTHING = { acknowledged: 0, unanswered: 0, refused: 0, events: 0, healMs: 0, violations: [] };

/** The history as JSON lines, and beside it everything else that the checker judged. */
async function keep(scenario: Scenario, seed: string, record: RunResult['record']): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `parley-faults-${scenario.name}-${seed}-`));
  const { history, ...rest } = record;
  const file = join(folder, 'history.jsonl');
  await writeFile(file, history.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  await writeFile(join(folder, 'evidence.json'), JSON.stringify(rest, null, 1));
  return file;
}
