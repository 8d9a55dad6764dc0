import { setTimeout as delay } from 'node:timers/promises';

import type { Bench, Case } from '../bench.ts';
import { Latencies, type Percentiles } from '../load/latencies.ts';
import type { Sample } from '../load/tasks.ts';
import type { Parley } from '../systems/parley.ts';
import { number } from '../report/table.ts';

export interface OutageFigures {
  how: string;
  seconds: number;
  /** Send → delivered on the other instance, milliseconds, by when the message was due. */
  before: Percentiles;
  away: Percentiles;
  /** Milliseconds after its return until messages were as fast as before. */
  normalAfter: number;
  lost: number;
  refused: number;
}

export type RedisAwayFigures = OutageFigures[];

const PER_SECOND = 200;
const CONVERSATIONS = 50;

/** Pairs on different instances go on talking while Redis is away. */
export const redisAway: Case<RedisAwayFigures> = {
  name: 'redis-away',

  async run(bench) {
    const { redis } = await bench.parley();
    const killed = { how: 'killed', leave: () => redis.stop(), comeBack: () => redis.launch() };
    const halted = { how: 'halted', leave: async () => redis.halt(), comeBack: async () => redis.resume() };
    const longMs = bench.pick(10_000, 6_000);
    // Shorter than it takes to notice that nobody answers.
    const shortMs = 4_000;
    return [
      await outage(bench, killed, longMs),
      await outage(bench, halted, longMs),
      await outage(bench, halted, shortMs),
    ];
  },

  show(figures) {
    const head = ['Redis', 'seconds', 'before p50/p99 ms', 'away p50/p99/max ms', 'normal after s', 'lost', 'refused'];
    const rows = figures.map(({ how, seconds, before, away, normalAfter, lost, refused }) => [
      how,
      number(seconds),
      `${number(before.p50)} / ${number(before.p99)}`,
      `${number(away.p50)} / ${number(away.p99)} / ${number(away.max)}`,
      number(normalAfter / 1000),
      String(lost),
      String(refused),
    ]);
    return [{ title: 'Redis away, members on different instances', rows: [head, ...rows] }];
  },
};

interface Outage {
  how: string;
  leave: () => Promise<void>;
  comeBack: () => Promise<void>;
}

async function outage(bench: Bench, { how, leave, comeBack }: Outage, awayMs: number): Promise<OutageFigures> {
  const system: Parley = await bench.parley();
  const [beforeMs, afterMs] = bench.pick([4_000, 9_000], [3_000, 7_000]);
  const groups = await system.pairs(CONVERSATIONS);
  const measureMs = beforeMs + awayMs + afterMs;
  const options = { groups, perSecond: PER_SECOND, warmMs: 0, measureMs, processes: [] };
  const exchanging = bench.generator.run('timeline', options);
  await delay(beforeMs);
  const left = Date.now();
  await leave();
  await delay(awayMs);
  const returned = Date.now();
  await comeBack();
  const { samples, result } = await exchanging;
  // The first second warms up; what was due just before Redis left may be on its way when it does.
  const start = (samples[0]?.[0] ?? 0) + 1_000;
  const before = percentiles(samples, start, left - 500);
  return {
    how,
    seconds: awayMs / 1000,
    before,
    away: percentiles(samples, left, returned),
    normalAfter: normalAgain(samples, returned, Math.max(50, 3 * ninth(samples, start, left - 500))),
    lost: samples.filter(([, latency]) => latency === null).length - result.refused,
    refused: result.refused,
  };
}

function percentiles(samples: readonly Sample[], from: number, to: number): Percentiles {
  const latencies = new Latencies();
  for (const [dueAt, latency] of samples)
    if (dueAt >= from && dueAt < to) latencies.add(latency ?? Number.POSITIVE_INFINITY);
  return latencies.summary();
}

/** What nine of ten messages took at most that were due in the stretch; infinity for one that never came. */
function ninth(samples: readonly Sample[], from: number, to: number): number {
  const due = samples.filter(([dueAt]) => dueAt >= from && dueAt < to);
  const latencies = due.map(([, latency]) => latency ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
  return latencies[Math.floor(latencies.length * 0.9)] ?? Number.POSITIVE_INFINITY;
}

/** Milliseconds from then until the first second of which nine of ten messages took no longer than the limit. */
function normalAgain(samples: readonly Sample[], from: number, limit: number): number {
  const late = samples.map(([dueAt]) => dueAt).filter((dueAt) => dueAt >= from);
  const start = late.find((dueAt) => ninth(samples, dueAt, dueAt + 1_000) <= limit);
  return (start ?? Number.POSITIVE_INFINITY) - from;
}
