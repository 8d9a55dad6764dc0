import { check } from './check.ts';
import type { Entry } from './history.ts';
import { CONVERSATION, aRun, note, row, seen, written } from './spec-support/a-run.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;
type Timed = [at: number, entry: Unstamped<Entry>];

const DEADLINE = 200;

const opened: Timed = [0, { op: 'opened', link: 'agent~1', client: 'agent', askedAt: 0 }];
const ended: Timed = [
  100,
  { op: 'ended', actor: 'agent', way: 'agent.endSessions', askedAt: 90, reason: 'session_ended', withinMs: 100 },
];
const closed = (at: number, reason: string | null = 'session_ended', by: 'server' | 'client' = 'server'): Timed => [
  at,
  { op: 'closed', link: 'agent~1', client: 'agent', by, reason },
];
const asked = (isEnded: boolean, code: string | null): Timed => [
  101,
  { op: 'asked', actor: 'agent', route: 'conversation.list', isEnded, code },
];
const frame = (at: number): Timed => [at, { op: 'frame', link: 'agent~1', client: 'agent', event: seen(row(1)) }];

/** The rows are written at that time by whoever they are of. */
function violated(steps: readonly Timed[], rows = [row(1)], at = 0): string[] {
  const writing = rows.flatMap((one) => written(one).map((entry): Timed => [at, entry]));
  const timed = [...writing, ...steps].toSorted(([one], [other]) => one - other);
  const record = aRun(rows, []);
  const history = timed.map(([time, entry]) => ({ at: time, ...entry }));
  return check({ ...record, history }).map(({ property }) => property);
}

describe('P11', () => {
  it('holds when REST refuses at once and the socket is closed in time, and what was written before then may be heard', () => {
    const heardLate = frame(DEADLINE + 50);
    expect(violated([opened, ended, asked(true, 'session_ended'), closed(DEADLINE), heardLate])).toEqual([]);
    expect(violated([opened, ended, asked(false, null), closed(95)])).toEqual([]);
  });

  it('lets a connection have been over before, and lets the client close its own', () => {
    expect(violated([opened, closed(50, null), ended])).toEqual([]);
    expect(violated([opened, ended, closed(150, null, 'client')])).toEqual([]);
  });

  it.each([
    ['a socket that is never closed', [opened, ended]],
    ['a socket that is closed too late', [opened, ended, closed(DEADLINE + 1)]],
    ['another reason', [opened, ended, closed(150, 'token_expired')]],
    ['no reason, also before the answer has come', [opened, closed(95, null), ended]],
    ['a client that closes its own too late', [opened, ended, closed(DEADLINE + 1, null, 'client')]],
    ['a request that is not refused', [ended, asked(true, null)]],
    ['a request that is refused for another reason', [ended, asked(true, 'token_expired')]],
    ['another session of the same person that is refused', [ended, asked(false, 'session_ended')]],
  ])('is violated by %s', (_, steps) => {
    expect(violated(steps)).toEqual(['P11']);
  });

  it('is violated by a connection that was asked for after the end, and not by one that was under way', () => {
    const late = (askedAt: number): Timed => [105, { op: 'opened', link: 'agent~1', client: 'agent', askedAt }];
    expect(violated([ended, late(101), closed(110)])).toEqual(['P11']);
    expect(violated([ended, late(100), closed(110)])).toEqual([]);
  });

  it('is violated when something is heard or shown that was written after the time was over', () => {
    const at = DEADLINE + 1;
    expect(violated([opened, ended, closed(150), frame(at + 1)], [row(1)], at)).toEqual(['P11']);
    const joined = { op: 'joined' as const, link: 'agent~1', client: 'agent', after: 0, isLive: true };
    const page: Timed = [at + 1, { ...joined, conversation: CONVERSATION, events: [seen(row(1))] }];
    expect(violated([opened, ended, closed(150), page], [row(1)], at)).toEqual(['P11']);
    expect(violated([opened, ended, closed(150), frame(DEADLINE)], [row(1)], DEADLINE)).toEqual([]);
  });

  it('is violated when a command is carried out that was sent after the time was over', () => {
    expect(violated([opened, ended, closed(150)], [note(1, { prevPublicSeq: 0 })], DEADLINE + 1)).toEqual(['P11']);
    expect(violated([opened, ended, closed(150)], [note(1, { prevPublicSeq: 0 })], DEADLINE)).toEqual([]);
  });

  it('is violated when an old message that is sent again then is answered', () => {
    const again = { client: 'agent', conversation: CONVERSATION, clientId: 'm1', attempt: 2 };
    const resent: Timed[] = [
      [DEADLINE + 1, { op: 'invoke', link: 'agent~1', kind: 'note', text: 'text 1', ...again }],
      [DEADLINE + 2, { op: 'ok', seq: 1, ...again }],
    ];
    expect(violated([opened, ended, closed(150), ...resent], [note(1, { prevPublicSeq: 0 })])).toEqual(['P11']);
  });

  it.each(['session_ended', 'banned'])(
    'is violated when somebody else is closed as %s, and not when an instance drains',
    (reason) => {
      const other = (why: string): Timed => [
        150,
        { op: 'closed', link: 'v', client: 'visitor', by: 'server', reason: why },
      ];
      expect(violated([ended, other(reason)])).toEqual(['P11']);
      expect(violated([ended, other('draining')])).toEqual([]);
    },
  );
});
