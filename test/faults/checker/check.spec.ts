import { check } from './check.ts';
import type { RunRecord } from './history.ts';
import { CONVERSATION, aRun, note, row, seen, written } from './spec-support/a-run.ts';

function violated(record: RunRecord): string[] {
  return [...new Set(check(record).map(({ property }) => property))];
}

const first = row(1);
const second = row(2);
const attempt = { client: 'visitor', conversation: CONVERSATION, clientId: 'm1', attempt: 1 };
const invoke = { op: 'invoke' as const, link: 'visitor~1', kind: 'message' as const, text: 'text 1', ...attempt };
const visitorView = { views: { v: { client: 'visitor', conversation: CONVERSATION, isFinal: true } } };
const shows = (...events: ReturnType<typeof seen>[]) => ({
  op: 'shown' as const,
  view: 'v',
  startsAnew: false,
  events,
});

describe('a run in which all is well', () => {
  it('has no violations', () => {
    const rows = [first, note(2), row(3, { prevPublicSeq: 1 })];
    const history = [...rows.flatMap(written), shows(seen(first), seen(row(3), { prevSeq: 1 }))];
    expect(check(aRun(rows, history, visitorView))).toEqual([]);
  });

  it('may or may not have stored what was never answered', () => {
    const unknown = [invoke, { op: 'unknown' as const, ...attempt }];
    expect(check(aRun([first], unknown))).toEqual([]);
    expect(check(aRun([], unknown))).toEqual([]);
  });

  it('may have lost what a restored backup takes back', () => {
    const history = [...written(first), ...written(second), { op: 'restored' as const, heads: { [CONVERSATION]: 1 } }];
    expect(check(aRun([first], history))).toEqual([]);
  });
});

describe('P1', () => {
  it('is violated when an acknowledged message is missing', () => {
    expect(violated(aRun([], written(first)))).toEqual(['P1']);
  });

  it('is violated when a message without an answer is there twice', () => {
    expect(violated(aRun([first, row(2, { clientId: 'm1', text: 'text 1' })], [invoke]))).toEqual(['P1']);
  });

  it('is violated by a message nobody wrote, and by one that was changed', () => {
    expect(violated(aRun([first], []))).toEqual(['P1']);
    expect(violated(aRun([row(1, { text: 'other' })], written(first)))).toEqual(['P1']);
  });

  it('is violated when something is missing that was acknowledged after a backup was restored', () => {
    const history = [{ op: 'restored' as const, heads: { [CONVERSATION]: 0 } }, ...written(first)];
    expect(violated(aRun([], history))).toEqual(['P1']);
  });
});

describe('P2', () => {
  it('is violated when the database does not have what somebody was just told', () => {
    const probed = { op: 'probed' as const, conversation: CONVERSATION, seq: 1, clientId: 'm1', isStored: false };
    expect(violated(aRun([first], [...written(first), probed]))).toEqual(['P2']);
  });
});

describe('P3', () => {
  it('is violated when two acks of a message name different seqs', () => {
    const history = [...written(first), { op: 'ok' as const, ...attempt, attempt: 2, seq: 2 }];
    expect(violated(aRun([first], history))).toEqual(['P3']);
  });
});

describe('P4', () => {
  it.each([
    ['a gap', [first, row(3, { prevPublicSeq: 1 })]],
    ['a seq twice', [first, row(1, { clientId: 'm2', text: 'text 2' })]],
    ['a wrong public predecessor', [first, row(2, { prevPublicSeq: 0 })]],
  ])('is violated by %s', (_, rows) => {
    expect(violated(aRun(rows, rows.flatMap(written)))).toContain('P4');
  });

  it('is violated when the row of the conversation does not know the end', () => {
    expect(violated(aRun([first], written(first), { heads: { [CONVERSATION]: 2 } }))).toEqual(['P4']);
  });
});

describe('P5', () => {
  const rows = [first, second];
  const history = rows.flatMap(written);

  it('is violated by a view that is not complete in the end', () => {
    expect(violated(aRun(rows, [...history, shows(seen(first))], visitorView))).toEqual(['P5']);
    expect(violated(aRun(rows, history, visitorView))).toEqual(['P5']);
  });

  it('is violated by a view that at any time showed what the log does not have', () => {
    const wrong = [
      shows(seen(first, { clientId: 'phantom' })),
      { ...shows(seen(first), seen(second)), startsAnew: true },
    ];
    expect(violated(aRun(rows, [...history, ...wrong], visitorView))).toEqual(['P5']);
  });

  it('is violated by a transcript that is not the log', () => {
    const transcripts = [{ conversation: CONVERSATION, audience: 'public' as const, events: [seen(first)] }];
    expect(violated(aRun(rows, history, { transcripts }))).toEqual(['P5']);
  });

  it('is violated by a frame that is not what the log has there', () => {
    const frame = { op: 'frame' as const, link: 'l', client: 'agent', event: seen(first, { text: 'other' }) };
    expect(violated(aRun(rows, [...history, frame]))).toEqual(['P5']);
  });

  it('lets a view begin in the middle, and wants what it loads in front to fit', () => {
    const middle = { ...shows(seen(second)), startsAnew: true };
    const older = { op: 'older' as const, view: 'v', events: [seen(first)] };
    expect(check(aRun(rows, [...history, middle, older], visitorView))).toEqual([]);
    expect(
      violated(
        aRun(
          [...rows, row(3)],
          [...history, ...written(row(3)), { ...middle, events: [seen(row(3))] }, older],
          visitorView,
        ),
      ),
    ).toEqual(['P5']);
  });
});

describe('P6', () => {
  const rows = [first, second, row(3)];
  const history = rows.flatMap(written);
  const joined = {
    op: 'joined' as const,
    link: 'l',
    client: 'agent',
    conversation: CONVERSATION,
    after: 0,
    events: [seen(first)],
    isLive: true,
  };
  const frame = (event: ReturnType<typeof seen>) => ({ op: 'frame' as const, link: 'l', client: 'agent', event });

  it('is violated by a view that shows n+1 before n', () => {
    expect(violated(aRun(rows, [...history, shows(seen(first), seen(row(3)))], visitorView))).toEqual(['P6', 'P5']);
  });

  it('is violated by a hole on a connection that only listens', () => {
    expect(violated(aRun(rows, [...history, joined, frame(seen(row(3)))]))).toEqual(['P6']);
  });

  it('knows nothing yet of a connection that has got a page which does not reach the end', () => {
    const page = { ...joined, isLive: false };
    expect(check(aRun(rows, [...history, page, frame(seen(row(3)))]))).toEqual([]);
  });

  it('allows repetitions on a connection', () => {
    expect(check(aRun(rows, [...history, joined, frame(seen(first)), frame(seen(second))]))).toEqual([]);
  });
});

describe('P7', () => {
  const rows = [first, note(2)];
  const history = rows.flatMap(written);
  const frame = (client: string, event = seen(first)) => ({ op: 'frame' as const, link: 'l', client, event });

  it('is violated when a note is shown or sent to a visitor', () => {
    expect(violated(aRun(rows, [...history, frame('visitor', seen(note(2)))]))).toContain('P7');
    expect(violated(aRun(rows, [...history, shows(seen(first), seen(note(2)))], visitorView))).toContain('P7');
  });

  it('is violated when another workspace hears anything, or anybody hears of a conversation that is nobody’s', () => {
    expect(violated(aRun(rows, [...history, frame('stranger')]))).toEqual(['P7']);
    expect(violated(aRun(rows, [...history, frame('agent', seen(first, { conversation: 'c2' }))]))).toContain('P7');
  });
});

describe('P8 and P9', () => {
  it('are violated by memory, by ends and errors of processes, by what does not heal, and by bugs', () => {
    const memory = [{ process: 'api', peak: 2, limit: 1 }];
    expect(violated(aRun([], [], { memory }))).toEqual(['P8']);
    expect(violated(aRun([], [], { failures: ['api ended'] }))).toEqual(['P9']);
    expect(violated(aRun([], [], { unhealed: ['agent shows 1 of 2'] }))).toEqual(['P9']);
    expect(violated(aRun([], [invoke, { op: 'refused', ...attempt, code: 'internal' }]))).toEqual(['P9']);
  });

  it('are not violated by an answer that names the fault', () => {
    expect(check(aRun([], [invoke, { op: 'refused', ...attempt, code: 'unavailable' }]))).toEqual([]);
  });
});

describe('P10', () => {
  const overtaken = [row(1, { clientId: 'm2', text: 'text 2' }), row(2, { clientId: 'm1', text: 'text 1' })];
  const sent = (client: string, link: string, clientId: string, attempt: number) => {
    return {
      op: 'invoke' as const,
      client,
      link,
      clientId,
      attempt,
      conversation: CONVERSATION,
      kind: 'message' as const,
      text: `text ${clientId.slice(1)}`,
    };
  };

  it('is violated when a serial client’s later message stands earlier, whatever happened to the first attempt', () => {
    const history = [sent('visitor', 'a', 'm1', 1), sent('visitor', 'b', 'm1', 2), sent('visitor', 'b', 'm2', 1)];
    expect(violated(aRun(overtaken, history))).toEqual(['P10']);
  });

  it('binds others on one connection and at the first attempt only', () => {
    const rows = overtaken.map((one) => ({ ...one, actor: 'agent' }));
    expect(violated(aRun(rows, [sent('agent', 'a', 'm1', 1), sent('agent', 'a', 'm2', 1)]))).toEqual(['P10']);
    expect(
      check(aRun(rows, [sent('agent', 'a', 'm1', 1), sent('agent', 'a', 'm2', 1), sent('agent', 'b', 'm1', 2)])),
    ).toEqual([]);
    expect(check(aRun(rows, [sent('agent', 'a', 'm1', 1), sent('agent', 'b', 'm2', 1)]))).toEqual([]);
  });
});
