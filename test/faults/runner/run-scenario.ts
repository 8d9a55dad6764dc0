import { check } from '../checker/check.ts';
import type { RunRecord, ViewInfo, Violation } from '../checker/history.ts';
import { Random } from '../random.ts';
import { Cast } from './cast.ts';
import { converge } from './convergence.ts';
import { headsOf, rowsOf, transcriptsOf } from './evidence.ts';
import { Load } from './load.ts';
import { Recorder } from './recorder.ts';
import { lasting } from './rig.ts';
import type { Rig } from './rig.ts';
import { USUAL_COMPANIES, USUAL_RATE, USUAL_WRITING } from './scenario.ts';
import type { Scenario, World } from './scenario.ts';

export interface RunOptions {
  seed: string;
  /** How long the trouble lasts. */
  seconds: number;
  /** Messages per second, unless the scenario wants its own. */
  rate?: number;
  /** How long healing may take, in milliseconds. */
  budget?: number;
}

export interface RunResult {
  scenario: string;
  seed: string;
  acknowledged: number;
  /** Attempts whose outcome their sender never learned, and those that were refused. */
  unanswered: number;
  refused: number;
  events: number;
  /** From the end of the trouble to everybody showing everything. */
  healMs: number;
  violations: Violation[];
  record: RunRecord;
}

/** A bound for "it heals", not a measurement: a client that was unlucky twice waits for its back-off and a half-open connection. */
export const HEAL_BUDGET_MS = 60_000;
/** Far above what a healthy process needs, far below what an unbounded queue takes within a run. */
const MEMORY_LIMIT = 600 * 1024 * 1024;
const SAMPLE_EVERY_MS = 250;
const WARM_UP_MS = 300;

/** One run: people write, something breaks and heals, everybody becomes complete, and the checker judges. Leaves the rig healed. */
export async function runScenario(rig: Rig, scenario: Scenario, options: RunOptions): Promise<RunResult> {
  const random = new Random(`${scenario.name}:${options.seed}`);
  const recorder = new Recorder();
  const sampling = setInterval(() => void sample(rig), SAMPLE_EVERY_MS);
  begin(rig);
  const { companies = USUAL_COMPANIES, writing = USUAL_WRITING } = scenario;
  const cast = await Cast.make(rig, recorder, random.fork('cast'), companies, writing);
  try {
    const { budget = HEAL_BUDGET_MS } = options;
    const unhealed = await converge(rig, cast, budget);
    const world = { rig, cast, recorder, random: random.fork('fault'), duration: options.seconds * 1_000 };
    const healing = await trouble(world, scenario, options.rate, random);
    unhealed.push(...(await converge(rig, cast, budget)));
    const healMs = Math.round(performance.now() - healing);
    const record = await collect(rig, cast, recorder, unhealed);
    const count = (op: string) => record.history.filter((entry) => entry.op === op).length;
    const attempts = { acknowledged: cast.acknowledged, unanswered: count('unknown'), refused: count('refused') };
    const run = { scenario: scenario.name, seed: options.seed, healMs, events: record.rows.length };
    return { ...run, ...attempts, violations: check(record), record };
  } finally {
    clearInterval(sampling);
    cast.stop();
    await rig.heal();
    rig.sweep();
  }
}

/** Resolves when everything was put right again, with the moment when that began. */
async function trouble(world: World, scenario: Scenario, rate: number | undefined, random: Random): Promise<number> {
  const { rig, cast } = world;
  const perSecond = scenario.rate ?? rate ?? USUAL_RATE;
  const { textLength = 0 } = scenario;
  const load = new Load({ writers: cast.writers, perSecond, textLength, random: random.fork('load') });
  try {
    await lasting(WARM_UP_MS);
    await scenario.fault(world);
    const stops = scenario.stopsWriting ?? random.pick(['before', 'after'] as const);
    if (stops === 'before') load.stop();
    const healing = performance.now();
    await rig.heal();
    if (stops === 'after') await lasting(WARM_UP_MS);
    return healing;
  } finally {
    load.stop();
  }
}

function begin(rig: Rig): void {
  for (const { instance } of rig.stations) {
    instance.failures = [];
    instance.peakBytes = 0;
  }
}

async function sample(rig: Rig): Promise<void> {
  await Promise.all(rig.stations.map(({ instance }) => instance.sample()));
}

async function collect(rig: Rig, cast: Cast, recorder: Recorder, unhealed: string[]): Promise<RunRecord> {
  for (const client of cast.present) await client.complete();
  const present = new Set(cast.present.map(({ id }) => id));
  const views: Record<string, ViewInfo> = Object.assign({}, ...cast.clients.map((client) => client.views));
  for (const view of Object.values(views)) view.isFinal &&= present.has(view.client);
  return {
    history: recorder.entries,
    clients: Object.fromEntries(cast.clients.map(({ id, info }) => [id, info])),
    conversations: cast.conversations,
    views,
    rows: await rowsOf(rig, cast),
    heads: await headsOf(rig, cast),
    transcripts: await transcriptsOf(cast),
    failures: rig.stations.flatMap(({ instance }) => instance.failures),
    memory: rig.stations.map(({ instance }) => ({
      process: instance.name,
      peak: instance.peakBytes,
      limit: MEMORY_LIMIT,
    })),
    unhealed,
  };
}
