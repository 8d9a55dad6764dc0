import { judgeCommitted } from './committed.ts';
import { judgeEndedSessions, judgeOthersStay } from './ended-sessions.ts';
import type { Judge, RunRecord, Violation } from './history.ts';
import { judgeGapless, judgeSenderOrder } from './order.ts';
import { judgePrivacy } from './privacy.ts';
import { judgeMemory, judgeProcesses } from './processes.ts';
import { judgeStored } from './stored.ts';
import { judgeFrames, judgeTranscripts, judgeViews, judgeWire } from './views.ts';

const JUDGES: readonly Judge[] = [
  judgeStored,
  judgeCommitted,
  judgeGapless,
  judgeSenderOrder,
  judgeViews,
  judgeTranscripts,
  judgeFrames,
  judgeWire,
  judgePrivacy,
  judgeMemory,
  judgeProcesses,
  judgeEndedSessions,
  judgeOthersStay,
];

/** Judges a run by what it left behind and nothing else: the same record always gets the same verdict. */
export function check(record: RunRecord): Violation[] {
  return JUDGES.flatMap((judge) => judge(record));
}
