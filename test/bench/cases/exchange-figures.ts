import type { ExchangeResult } from '../load/exchange.ts';
import { type Spread, spreadOf } from '../report/spread.ts';

/** What a system did in the runs of one load. Times are milliseconds, CPU is microseconds per delivered message. */
export interface ExchangeFigures {
  messagesPerSecond: Spread;
  ackP50: Spread;
  ackP99: Spread;
  deliveryP50: Spread;
  deliveryP99: Spread;
  cpuPerMessage: Spread;
  cpuByProcess: Record<string, Spread>;
  /** Share of its core. */
  generatorCpu: Spread;
  /** Over all runs. */
  refused: number;
  undelivered: number;
  duplicates: number;
  /** Share of messages that arrived after a later one of the same sender. */
  overtaken: number;
}

export function exchangeFigures(runs: readonly ExchangeResult[]): ExchangeFigures {
  const over = (figure: (run: ExchangeResult) => number) => spreadOf(runs.map(figure));
  const sum = (figure: (run: ExchangeResult) => number) => runs.map(figure).reduce((a, b) => a + b, 0);
  const names = Object.keys(runs[0]?.cpu ?? {});
  return {
    messagesPerSecond: over(messagesPerSecond),
    ackP50: over((run) => run.ack.p50 ?? Number.NaN),
    ackP99: over((run) => run.ack.p99 ?? Number.NaN),
    deliveryP50: over((run) => run.delivery.p50 ?? Number.NaN),
    deliveryP99: over((run) => run.delivery.p99 ?? Number.NaN),
    cpuPerMessage: over(cpuPerMessage),
    cpuByProcess: Object.fromEntries(names.map((name) => [name, over((run) => (run.cpu[name] ?? 0) / run.delivered)])),
    generatorCpu: over((run) => run.generatorCpu),
    refused: sum((run) => run.refused),
    undelivered: sum((run) => run.undelivered),
    duplicates: sum((run) => run.duplicates),
    overtaken: sum((run) => run.overtaken) / sum((run) => run.sent),
  };
}

export function messagesPerSecond(run: ExchangeResult): number {
  return run.delivered / run.seconds;
}

export function cpuPerMessage(run: ExchangeResult): number {
  return Object.values(run.cpu).reduce((a, b) => a + b, 0) / run.delivered;
}
