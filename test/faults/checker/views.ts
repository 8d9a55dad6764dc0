import type { Judge, RunRecord, Seen, Violation } from './history.ts';
import { audienceOf, entriesOf, isSame, logsOf, name } from './log-of.ts';

/**
 * P5 and P6 on screens. Whatever a view shows is the log of its audience, event by event, from where the view begins; it
 * only ever goes on with the direct successor; in the end it shows all of it.
 */
export const judgeViews: Judge = (record) => {
  const shown = showings(record);
  const logs = logsOf(record);
  return Object.entries(record.views).flatMap(([view, { client, conversation, isFinal }]) => {
    const log = logs(conversation, audienceOf(record.clients[client]));
    const steps = shown.get(view) ?? [];
    const violations: Violation[] = [];
    for (const event of steps.flatMap((step) => step.events))
      if (!isSame(log.get(event.seq), event))
        violations.push({ property: 'P5', what: `${view} shows ${name(event)}, which is not what the log has there` });
    const length = replay(view, steps, violations);
    if (isFinal && length !== log.size)
      violations.push({ property: 'P5', what: `${view} shows ${length} of ${log.size} events of ${conversation}` });
    return violations;
  });
};

type Showing = Extract<RunRecord['history'][number], { op: 'shown' | 'older' }>;

/** What was shown before a backup was put back was true then; a view has to begin anew after it. */
function showings(record: RunRecord): Map<string, Showing[]> {
  const restored = record.history.findLastIndex((entry) => entry.op === 'restored');
  const all = record.history
    .slice(restored + 1)
    .filter((entry): entry is Showing => entry.op === 'shown' || entry.op === 'older');
  return Map.groupBy(all, ({ view }) => view);
}

/** Answers with how many events the view shows in the end. */
function replay(view: string, steps: readonly Showing[], violations: Violation[]): number {
  let events: readonly Seen[] = [];
  for (const step of steps) {
    if (step.op === 'older') {
      if (events[0]?.prevSeq !== step.events.at(-1)?.seq)
        violations.push({ property: 'P5', what: `${view} puts events in front that do not belong there` });
      events = [...step.events, ...events];
    } else {
      const before = step.startsAnew ? [] : events;
      violations.push(...judgeSequel(view, before.at(-1)?.seq ?? step.events[0]?.prevSeq ?? 0, step.events));
      events = [...before, ...step.events];
    }
  }
  return events.length;
}

function judgeSequel(view: string, after: number, events: readonly Seen[]): Violation[] {
  let last = after;
  return events.flatMap((event) => {
    const before = last;
    last = event.seq;
    return event.prevSeq === before ? [] : [{ property: 'P6', what: `${view} shows ${name(event)} after ${before}` }];
  });
}

/** P4 and P5 for readers of REST: a transcript is the log of its audience. */
export const judgeTranscripts: Judge = (record) => {
  const logs = logsOf(record);
  return record.transcripts.flatMap(({ conversation, audience, events }): Violation[] => {
    const log = [...logs(conversation, audience).values()];
    const isEqual = events.length === log.length && log.every((event, index) => isSame(events[index], event));
    return isEqual
      ? []
      : [{ property: 'P5', what: `the transcript of ${conversation} for ${audience} is not the log` }];
  });
};

/** P5 on the wire: what a frame or a page says is what the log has. */
export const judgeFrames: Judge = (record) => {
  const logs = logsOf(record);
  const restored = record.history.findLastIndex((entry) => entry.op === 'restored');
  return record.history.slice(restored + 1).flatMap((entry): Violation[] => {
    if (entry.op !== 'frame' && entry.op !== 'joined') return [];
    const audience = audienceOf(record.clients[entry.client]);
    const told = entry.op === 'frame' ? [entry.event] : entry.events;
    const wrong = told.filter((event) => !isSame(logs(event.conversation, audience).get(event.seq), event));
    return wrong.map((event) => ({
      property: 'P5',
      what: `${entry.link} heard ${name(event)}, which is not what the log has there`,
    }));
  });
};

/**
 * P6 on the wire, for connections that only listen: from the page of a resume that is live on, every frame is the successor of what was
 * heard, or a repetition of it. (Those that write as well get acks instead of frames.)
 */
export const judgeWire: Judge = (record) => {
  const writers = new Set(entriesOf(record, 'invoke').map(({ link }) => link));
  const heard = new Map<string, number>();
  return record.history.flatMap((entry): Violation[] => {
    if (entry.op === 'joined' && entry.isLive) {
      const key = `${entry.link} ${entry.conversation}`;
      heard.set(key, Math.max(heard.get(key) ?? 0, entry.events.at(-1)?.seq ?? entry.after));
    }
    if (entry.op !== 'frame' || writers.has(entry.link)) return [];
    const key = `${entry.link} ${entry.event.conversation}`;
    const last = heard.get(key);
    heard.set(key, Math.max(last ?? 0, entry.event.seq));
    if (last === undefined || entry.event.prevSeq <= last) return [];
    return [{ property: 'P6', what: `${entry.link} heard ${name(entry.event)} after ${last}` }];
  });
};
