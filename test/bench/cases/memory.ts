import type { Bench, Case } from '../bench.ts';
import type { Member } from '../load/member.ts';
import type { ServerProcess } from '../machine/server-process.ts';
import { type Spread, ratioOf, spreadOf } from '../report/spread.ts';
import { spread } from '../report/table.ts';
import { inParallel } from '../systems/rest.ts';
import { setTimeout as delay } from 'node:timers/promises';

/** KiB of resident memory per idle connection, by how many there are. */
export interface MemoryFigures {
  connections: number[];
  parley: Spread[];
  bare: Spread[];
  /** Run by run, at each number of connections. */
  ratios: Spread[];
}

/** Visitors the connections belong to: a person has a few, and no more than `LIMITS.socketsPerVisitor` on an instance. */
const VISITORS = 1_000;

/** What an idle, authenticated connection occupies in a fresh instance, before and after collecting garbage in both alike. */
export const memory: Case<MemoryFigures> = {
  name: 'memory',

  async run(bench) {
    const connections = bench.pick([1_000, 5_000], [200, 500]);
    const [parley, bare]: number[][][] = [[], []];
    for (let run = 1; run <= bench.options.runs; run += 1) {
      parley?.push(await ofParley(bench, connections));
      bare?.push(await ofBare(bench, connections));
      bench.say(
        `run ${run}  KiB per connection at ${connections.join(', ')}: ${inShort(parley)} and bare ${inShort(bare)}`,
      );
    }
    const at = (runs: number[][] = [], index: number) => runs.map((run) => run[index] ?? Number.NaN);
    return {
      connections,
      parley: connections.map((_, index) => spreadOf(at(parley, index))),
      bare: connections.map((_, index) => spreadOf(at(bare, index))),
      ratios: connections.map((_, index) => ratioOf(at(parley, index), at(bare, index))),
    };
  },

  show({ connections, parley, bare, ratios }) {
    const row = (name: string, figures: Spread[]) => [name, ...figures.map(spread)];
    const head = ['idle connections', ...connections.map(String)];
    const rows = [row('parley, KiB', parley), row('bare, KiB', bare), row('ratio', ratios)];
    return [{ title: 'Memory per idle connection', rows: [head, ...rows] }];
  },
};

async function ofParley(bench: Bench, connections: readonly number[]): Promise<number[]> {
  const system = await bench.parley();
  const visitors = (await system.conversations(VISITORS)).map(({ visitor }) => visitor);
  const instance = await system.startProcess('realtime', 'parley, idle');
  const members = (count: number) =>
    inParallel(Array.from({ length: count }), (_, index) => {
      const visitor = visitors[index % visitors.length];
      if (!visitor) throw new Error('there is no visitor');
      return system.member('visitor', visitor, instance);
    });
  return measure(bench, instance, connections, members);
}

async function ofBare(bench: Bench, connections: readonly number[]): Promise<number[]> {
  const instance = await (await bench.bare()).startInstance('bare, idle');
  const member: Member = { url: instance.url, path: '/socket.io/', namespace: '', auth: {}, join: null, fields: {} };
  return measure(bench, instance, connections, async (count) => Array.from({ length: count }, () => member));
}

async function measure(
  bench: Bench,
  instance: ServerProcess,
  connections: readonly number[],
  members: (count: number) => Promise<Member[]>,
): Promise<number[]> {
  // Code that runs for the first time costs memory once, not per connection.
  await bench.generator.run('hold', await members(100));
  await bench.generator.run('release', null);
  const before = await settled(bench, instance);
  const perConnection: number[] = [];
  for (const count of connections) {
    const open = connections[perConnection.length - 1] ?? 0;
    await bench.generator.run('hold', await members(count - open));
    perConnection.push(((await settled(bench, instance)) - before) / 1024 / count);
  }
  await bench.generator.run('release', null);
  await instance.stop();
  return perConnection;
}

/** Bytes, after what was only needed to connect is gone. */
async function settled(bench: Bench, instance: ServerProcess): Promise<number> {
  await delay(bench.pick(1_000, 300));
  return (await instance.probe('settled usage')).rss;
}

function inShort(runs: number[][] | undefined): string {
  return (runs?.at(-1) ?? []).map((value) => value.toFixed(1)).join(', ');
}
