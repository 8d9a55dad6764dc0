import type { Bench, Case } from '../bench.ts';
import type { ExchangeResult } from '../load/exchange.ts';
import type { Load, SystemName } from '../options.ts';
import { type Spread, ratioOf } from '../report/spread.ts';
import type { Section } from '../report/section.ts';
import { number, spread } from '../report/table.ts';
import { type ExchangeFigures, cpuPerMessage, exchangeFigures, messagesPerSecond } from './exchange-figures.ts';

interface LoadFigures extends Load {
  systems: Partial<Record<SystemName, ExchangeFigures>>;
  /** Parley's share of a rival's figure, run by run. */
  ratios: Record<string, Spread>;
}

export type ThroughputFigures = LoadFigures[];

/** How much each system carries when every member waits for its acks. */
export const throughput: Case<ThroughputFigures> = {
  name: 'throughput',

  async run(bench) {
    const results = bench.options.loads.map((load) => ({ load, runs: new Map<SystemName, ExchangeResult[]>() }));
    for (let run = 1; run <= bench.options.runs; run += 1)
      for (const { load, runs } of results)
        for (const name of bench.options.systems) {
          const result = await runOnce(bench, name, load);
          runs.set(name, [...(runs.get(name) ?? []), result]);
          bench.say(`run ${run}  ${load.conversations} × ${load.inFlight}  ${name}: ${inShort(result)}`);
        }
    const figures = results.map(({ load, runs }) => toFigures(load, runs));
    const fullest = figures.find(({ conversations, inFlight }) => conversations === 50 && inFlight === 4);
    bench.bareMaximum = fullest?.systems.bare?.messagesPerSecond.median ?? null;
    return figures;
  },

  show: (figures) => figures.map(showLoad),
};

export async function runOnce(
  bench: Bench,
  name: SystemName,
  { conversations, inFlight }: Load,
): Promise<ExchangeResult> {
  const system = await bench.system(name);
  return bench.generator.run('closedLoop', {
    groups: await system.pairs(conversations),
    processes: system.processes(),
    inFlight,
    warmMs: bench.pick(800, 500),
    measureMs: bench.pick(2_000, 1_000),
  });
}

function toFigures(load: Load, runs: ReadonlyMap<SystemName, ExchangeResult[]>): LoadFigures {
  const systems = Object.fromEntries([...runs].map(([name, results]) => [name, exchangeFigures(results)]));
  const ratios: Record<string, Spread> = {};
  const of = (name: SystemName, figure: (run: ExchangeResult) => number) => (runs.get(name) ?? []).map(figure);
  for (const rival of ['bare', 'textbook'] as const) {
    if (!runs.has(rival) || !runs.has('parley')) continue;
    ratios[`${rival}, messages/s`] = ratioOf(of('parley', messagesPerSecond), of(rival, messagesPerSecond));
    ratios[`${rival}, CPU per message`] = ratioOf(of('parley', cpuPerMessage), of(rival, cpuPerMessage));
  }
  return { ...load, systems, ratios };
}

export function inShort(run: ExchangeResult): string {
  const figures = [
    `${number(messagesPerSecond(run))}/s`,
    `ack p50 ${number(run.ack.p50)} p99 ${number(run.ack.p99)} ms`,
    `delivered p50 ${number(run.delivery.p50)} p99 ${number(run.delivery.p99)} ms`,
    `CPU ${number(cpuPerMessage(run))} µs`,
    `generator ${number(run.generatorCpu * 100)} %`,
  ];
  const troubles = [
    [run.refused, 'refused'],
    [run.unacked, 'not acknowledged'],
    [run.undelivered, 'not delivered'],
    [run.duplicates, 'twice'],
    [run.overtaken, 'overtaken'],
  ] as const;
  return [...figures, ...troubles.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)].join(', ');
}

function showLoad({ conversations, inFlight, systems, ratios }: LoadFigures): Section {
  const head = ['system', 'messages/s', 'ack p50/p99 ms', 'delivered p50/p99 ms', 'CPU µs/message', 'generator CPU'];
  const rows = Object.entries(systems).map(([name, one]) => [
    name,
    spread(one.messagesPerSecond),
    `${number(one.ackP50.median)} / ${number(one.ackP99.median)}`,
    `${number(one.deliveryP50.median)} / ${number(one.deliveryP99.median)}`,
    spread(one.cpuPerMessage),
    `${number(one.generatorCpu.median * 100)} %`,
  ]);
  const pairs = Object.entries(ratios).map(([name, ratio]) => `Parley / ${name}, pair by pair: ${spread(ratio)}`);
  const processes = Object.entries(systems).map(([name, one]) => `${name}: ${inDetail(one)}`);
  const title = `Closed loop, ${conversations} conversations × 2 members × ${inFlight} in flight`;
  return { title, rows: [head, ...rows], notes: [...pairs, ...processes] };
}

function inDetail({ cpuByProcess, overtaken, refused, undelivered }: ExchangeFigures): string {
  const list = Object.entries(cpuByProcess).map(([process, cpu]) => `${process} ${number(cpu.median)}`);
  const troubles = `out of order ${number(overtaken * 100)} %, refused ${refused}, not delivered ${undelivered}`;
  return `CPU ${list.join(' + ')} µs; ${troubles}`;
}
