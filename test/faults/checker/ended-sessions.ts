import type { Entry, Judge, RunRecord, Seen, Violation } from './history.ts';
import { entriesOf, name } from './log-of.ts';

type Ended = Extract<Entry, { op: 'ended' }>;
type Opened = Extract<Entry, { op: 'opened' }>;

/**
 * P11 for those whose session ended. REST refuses them from the answer on, and nothing they ask for after it lets them in.
 * When the time is over, their connections are closed for the right reason, they hear nothing that was written later, and
 * nothing they ask for then is carried out.
 */
export const judgeEndedSessions: Judge = (record) => {
  const written = firstAttempts(record);
  return entriesOf(record, 'ended').flatMap((ended) => [
    ...judgeRest(record, ended),
    ...judgeConnections(record, ended),
    ...judgeHeard(record, ended, written),
    ...judgeCommands(record, ended, written),
  ]);
};

/** Reasons that say that somebody may not be here. */
const REFUSALS = ['session_ended', 'banned', 'access_changed', 'origin_not_allowed'];

/** P11 for everybody else: nobody is closed for what befell others. */
export const judgeOthersStay: Judge = (record) => {
  const ended = new Set(entriesOf(record, 'ended').map(({ actor }) => actor));
  return entriesOf(record, 'closed')
    .filter(({ client, reason }) => REFUSALS.includes(reason ?? '') && !ended.has(record.clients[client]?.actor ?? ''))
    .map(({ link, reason, at }) => violation(`${link} was closed as ${reason} at ${at} ms, and nothing was to end it`));
};

function violation(what: string): Violation {
  return { property: 'P11', what };
}

const deadlineOf = ({ at, withinMs }: Ended): number => at + withinMs;

const isOf = (record: RunRecord, client: string | undefined, { actor }: Ended): boolean =>
  record.clients[client ?? '']?.actor === actor;

function judgeRest(record: RunRecord, { actor, way, reason }: Ended): Violation[] {
  const asked = entriesOf(record, 'asked').filter((entry) => entry.actor === actor);
  const wrong = asked.filter(({ isEnded, code }) => code !== (isEnded ? reason : null));
  return wrong.map(({ route, isEnded, code }) =>
    violation(
      `${route} answered ${code ?? 'as ever'} to ${isEnded ? 'an ended' : 'another'} session of ${actor} after ${way}`,
    ),
  );
}

function judgeConnections(record: RunRecord, ended: Ended): Violation[] {
  const closed = new Map(entriesOf(record, 'closed').map((entry) => [entry.link, entry]));
  const opened = entriesOf(record, 'opened').filter(({ client }) => isOf(record, client, ended));
  return opened.flatMap(({ link, askedAt }: Opened): Violation[] => {
    if (askedAt > ended.at) return [violation(`${link} was let in by what it asked for after ${ended.way}`)];
    const end = closed.get(link);
    if (!end || end.at > deadlineOf(ended))
      return [violation(`${link} was not closed within ${ended.withinMs} ms of ${ended.way}: ${end?.at ?? 'never'}`)];
    const isRight = end.at < ended.askedAt || end.by === 'client' || end.reason === ended.reason;
    return isRight
      ? []
      : [violation(`${link} was closed as ${end.reason}, not as ${ended.reason}, after ${ended.way}`)];
  });
}

function judgeHeard(record: RunRecord, ended: Ended, written: ReadonlyMap<string, number>): Violation[] {
  return record.history.flatMap((entry): Violation[] => {
    const [client, events] = toldBy(record, entry);
    if (events.length === 0 || !isOf(record, client, ended)) return [];
    const late = events.filter(({ clientId }) => (written.get(clientId) ?? 0) > deadlineOf(ended));
    return late.map((event) =>
      violation(`${client} was told ${name(event)}, written more than ${ended.withinMs} ms after ${ended.way}`),
    );
  });
}

function toldBy(record: RunRecord, entry: Entry): [client: string | undefined, events: readonly Seen[]] {
  if (entry.op === 'frame') return [entry.client, [entry.event]];
  if (entry.op === 'joined') return [entry.client, entry.events];
  if (entry.op === 'shown' || entry.op === 'older') return [record.views[entry.view]?.client, entry.events];
  return [undefined, []];
}

function judgeCommands(record: RunRecord, ended: Ended, written: ReadonlyMap<string, number>): Violation[] {
  const deadline = deadlineOf(ended);
  const stored = record.rows.filter(
    ({ actor, clientId }) => actor === ended.actor && (written.get(clientId) ?? 0) > deadline,
  );
  const late = entriesOf(record, 'invoke').filter(({ client, at }) => at > deadline && isOf(record, client, ended));
  const sent = new Set(late.map((attempt) => attemptKey(attempt)));
  const answered = entriesOf(record, 'ok').filter((ok) => sent.has(attemptKey(ok)));
  const carriedOut = new Set([...stored, ...answered].map(({ clientId }) => clientId));
  return Array.from(carriedOut, (clientId) =>
    violation(`${clientId} was carried out, sent more than ${ended.withinMs} ms after ${ended.way} of ${ended.actor}`),
  );
}

const attemptKey = ({ clientId, attempt }: { clientId: string; attempt: number }): string => `${clientId} ${attempt}`;

/** By `clientId`: when it was first sent. It cannot have been stored before. */
function firstAttempts(record: RunRecord): ReadonlyMap<string, number> {
  const first = entriesOf(record, 'invoke').filter(({ attempt }) => attempt === 1);
  return new Map(first.map(({ clientId, at }) => [clientId, at]));
}
