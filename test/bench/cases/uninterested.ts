import { setTimeout as delay } from 'node:timers/promises';

import type { Bench, Case } from '../bench.ts';
import type { ServerProcess } from '../machine/server-process.ts';
import type { SystemName } from '../options.ts';
import { type Spread, spreadOf } from '../report/spread.ts';
import { spread } from '../report/table.ts';
import type { System } from '../systems/system.ts';

/** Microseconds of CPU per message that others exchange: beyond what the instance needs at rest, and altogether. */
interface Share {
  beyondRest: Spread;
  altogether: Spread;
}

export type UninterestedFigures = Partial<Record<SystemName, Share>>;

/** What a third instance, on which nobody listens, spends on the messages of the other two. */
export const uninterested: Case<UninterestedFigures> = {
  name: 'uninterested',

  async run(bench) {
    const [parley, bare] = [await bench.parley(), await bench.bare()];
    const thirds = {
      parley: {
        system: await bench.system('parley'),
        instance: await parley.startProcess('realtime', 'parley, uninterested'),
      },
      bare: { system: await bench.system('bare'), instance: await bare.startInstance('bare, uninterested') },
    };
    const shares: Record<string, [number, number][]> = { parley: [], bare: [] };
    for (let run = 1; run <= bench.options.runs; run += 1)
      for (const [name, { system, instance }] of Object.entries(thirds)) {
        const share = await shareOf(bench, system, instance);
        shares[name]?.push(share);
        bench.say(`run ${run}  ${name}: ${share.map((value) => value.toFixed(3)).join(' of ')} µs per message`);
      }
    for (const { instance } of Object.values(thirds)) await instance.stop();
    const toShare = (list: [number, number][] = []): Share => ({
      beyondRest: spreadOf(list.map(([beyond]) => beyond)),
      altogether: spreadOf(list.map(([, all]) => all)),
    });
    return { parley: toShare(shares.parley), bare: toShare(shares.bare) };
  },

  show(figures) {
    const rows = Object.entries(figures).map(([name, one]) => [name, spread(one.beyondRest), spread(one.altogether)]);
    const head = ['third instance', 'CPU µs/message', 'with its own timers'];
    return [{ title: 'An instance on which nobody listens', rows: [head, ...rows] }];
  },
};

async function shareOf(bench: Bench, system: System, instance: ServerProcess): Promise<[number, number]> {
  const groups = await system.pairs(50);
  const start = performance.now();
  const busyFrom = await instance.probe('usage');
  const options = { warmMs: 500, measureMs: bench.pick(2_500, 1_000), processes: [], groups, inFlight: 4 };
  const { sent } = await bench.generator.run('closedLoop', options);
  const restFrom = await instance.probe('usage');
  const loadMs = performance.now() - start;
  await delay(bench.pick(2_000, 1_000));
  const restTo = await instance.probe('usage');
  const restMs = performance.now() - start - loadMs;
  const busy = restFrom.cpu - busyFrom.cpu;
  const rest = ((restTo.cpu - restFrom.cpu) / restMs) * loadMs;
  return [(busy - rest) / sent, busy / sent];
}
