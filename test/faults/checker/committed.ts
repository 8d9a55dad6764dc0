import type { Judge, Violation } from './history.ts';
import { entriesOf } from './log-of.ts';

/** P2, seen at once: what was acknowledged or shown was looked for in the database at that moment and was not there. */
export const judgeCommitted: Judge = (record) =>
  entriesOf(record, 'probed')
    .filter(({ isStored }) => !isStored)
    .map(({ at, seq, clientId, conversation }): Violation => {
      return {
        property: 'P2',
        what: `${seq} (${clientId}) of ${conversation} was told before it was committed, at ${at} ms`,
      };
    });
