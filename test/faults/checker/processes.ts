import type { Judge, Violation } from './history.ts';
import { entriesOf } from './log-of.ts';

const MIB = 1024 * 1024;

/** P8. */
export const judgeMemory: Judge = (record) =>
  record.memory
    .filter(({ peak, limit }) => peak > limit)
    .map(({ process, peak, limit }): Violation => {
      return {
        property: 'P8',
        what: `${process} used ${Math.round(peak / MIB)} MiB, more than ${Math.round(limit / MIB)}`,
      };
    });

/** P9. An answer of `internal` is a bug by definition, whatever fault was at work. */
export const judgeProcesses: Judge = (record) => {
  const internal = entriesOf(record, 'refused').filter(({ code }) => code === 'internal');
  const found = [
    ...record.failures,
    ...record.unhealed,
    ...internal.map(({ client, clientId }) => `${client} was answered internal for ${clientId}`),
  ];
  return found.map((what) => ({ property: 'P9', what }));
};
