import { closedLoop } from './closed-loop.ts';
import { comeBack } from './come-back.ts';
import { Exchange, type ExchangeOptions, type ExchangeResult } from './exchange.ts';
import { holdMore, releaseAll } from './idle.ts';
import { openLoop } from './open-loop.ts';
import { readPages } from './pages.ts';
import { type Price, type PriceOptions, priceOf } from './price.ts';

/** A message's life: when it was due (epoch milliseconds) and how long it took, null when it never arrived. */
export type Sample = [dueAt: number, latency: number | null];

/** What the generator can be asked to do. Input and output cross processes: plain data. */
export const TASKS = {
  async closedLoop(options: ExchangeOptions & { inFlight: number }): Promise<ExchangeResult> {
    const exchange = await Exchange.open(options.groups);
    return exchange.run(options, closedLoop(exchange, options.inFlight));
  },

  async openLoop(options: ExchangeOptions & { perSecond: number }): Promise<ExchangeResult> {
    const exchange = await Exchange.open(options.groups);
    return exchange.run(options, openLoop(exchange, options.perSecond));
  },

  /** An open loop with every single delivery, for what happens over time. */
  async timeline(
    options: ExchangeOptions & { perSecond: number },
  ): Promise<{ samples: Sample[]; result: ExchangeResult }> {
    const exchange = await Exchange.open(options.groups);
    const latencies = new Map<number, number>();
    exchange.onArrived = (number, latency) => void latencies.set(number, latency);
    const result = await exchange.run(options, openLoop(exchange, options.perSecond));
    const samples = Array.from({ length: result.sent }, (_, index): Sample => {
      const dueAt = performance.timeOrigin + exchange.flights.dueAt(index + 1);
      return [dueAt, latencies.get(index + 1) ?? null];
    });
    return { samples, result };
  },

  hold: holdMore,
  release: async (_: null): Promise<null> => releaseAll(),
  comeBack,
  readPages,
  price: (options: PriceOptions): Promise<Price[]> => priceOf(options),
};

type Tasks = typeof TASKS;
export type TaskName = keyof Tasks;
export type TaskInput<N extends TaskName> = Parameters<Tasks[N]>[0];
export type TaskOutput<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>;
