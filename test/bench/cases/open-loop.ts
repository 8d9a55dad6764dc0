import type { Bench, Case } from '../bench.ts';
import type { ExchangeResult } from '../load/exchange.ts';
import type { SystemName } from '../options.ts';
import { type Spread, ratioOf } from '../report/spread.ts';
import type { Section } from '../report/section.ts';
import { number, spread } from '../report/table.ts';
import { type ExchangeFigures, exchangeFigures, messagesPerSecond } from './exchange-figures.ts';
import { inShort, runOnce } from './throughput.ts';

interface RateFigures {
  perSecond: number;
  systems: Partial<Record<SystemName, ExchangeFigures>>;
  /** p99 of send → delivered, Parley to bare, run by run. */
  p99Ratio: Spread | null;
}

export type OpenLoopFigures = RateFigures[];

/** A rate that all three can carry. */
const LOW_RATE = 250;
const CONVERSATIONS = 50;

/** How long a message takes at a fixed rate: low, and half of what bare Socket.IO carries at most. */
export const openLoop: Case<OpenLoopFigures> = {
  name: 'open-loop',

  async run(bench) {
    const half = Math.round((await bareMaximum(bench)) / 2);
    const durable = bench.options.systems.filter((name) => name !== 'textbook');
    const rates = [
      { perSecond: LOW_RATE, systems: bench.options.systems },
      { perSecond: half, systems: durable },
    ].map((rate) => ({ ...rate, runs: new Map<SystemName, ExchangeResult[]>() }));
    for (let run = 1; run <= bench.options.runs; run += 1)
      for (const { perSecond, systems, runs } of rates)
        for (const name of systems) {
          const result = await runAt(bench, name, perSecond);
          runs.set(name, [...(runs.get(name) ?? []), result]);
          bench.say(`run ${run}  ${perSecond}/s  ${name}: ${inShort(result)}`);
        }
    return rates.map(({ perSecond, runs }) => toFigures(perSecond, runs));
  },

  show: (figures) => figures.map(showRate),
};

async function bareMaximum(bench: Bench): Promise<number> {
  if (bench.bareMaximum !== null) return bench.bareMaximum;
  return messagesPerSecond(await runOnce(bench, 'bare', { conversations: CONVERSATIONS, inFlight: 4 }));
}

async function runAt(bench: Bench, name: SystemName, perSecond: number): Promise<ExchangeResult> {
  const system = await bench.system(name);
  return bench.generator.run('openLoop', {
    groups: await system.pairs(CONVERSATIONS),
    processes: system.processes(),
    perSecond,
    warmMs: bench.pick(800, 500),
    measureMs: bench.pick(2_500, 1_000),
  });
}

function toFigures(perSecond: number, runs: ReadonlyMap<SystemName, ExchangeResult[]>): RateFigures {
  const p99 = (name: SystemName) => (runs.get(name) ?? []).map(({ delivery }) => delivery.p99 ?? Number.NaN);
  const systems = Object.fromEntries([...runs].map(([name, results]) => [name, exchangeFigures(results)]));
  const p99Ratio = runs.has('parley') && runs.has('bare') ? ratioOf(p99('parley'), p99('bare')) : null;
  return { perSecond, systems, p99Ratio };
}

function showRate({ perSecond, systems, p99Ratio }: RateFigures): Section {
  const head = ['system', 'carried/s', 'ack p50 ms', 'ack p99 ms', 'delivered p50 ms', 'delivered p99 ms'];
  const rows = Object.entries(systems).map(([name, one]) => [
    name,
    number(one.messagesPerSecond.median),
    ...[one.ackP50, one.ackP99, one.deliveryP50, one.deliveryP99].map(spread),
  ]);
  const notes = p99Ratio ? [`p99 delivered, Parley / bare, pair by pair: ${spread(p99Ratio)}`] : [];
  return { title: `Open loop, ${perSecond} messages/s`, rows: [head, ...rows], notes };
}
