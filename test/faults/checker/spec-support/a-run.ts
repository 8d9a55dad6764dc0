import type { Entry, Row, RunRecord, Seen } from '../history.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

export const CONVERSATION = 'c1';

/** A message of the visitor in the one conversation, or a note of the agent. */
export function row(seq: number, change: Partial<Row> = {}): Row {
  const message = { type: 'message.created', actor: 'visitor', audience: 'public' as const, prevPublicSeq: seq - 1 };
  return { conversation: CONVERSATION, seq, clientId: `m${seq}`, text: `text ${seq}`, ...message, ...change };
}

export function note(seq: number, change: Partial<Row> = {}): Row {
  return row(seq, { type: 'note.added', actor: 'agent', audience: 'agents', ...change });
}

/** The row as those see it who see everything. */
export function seen({ prevPublicSeq: _, audience: __, ...event }: Row, change: Partial<Seen> = {}): Seen {
  return { ...event, prevSeq: event.seq - 1, ...change };
}

/** What the writer of a row did and was told. */
export function written({ clientId, actor, text, seq, type }: Row): Unstamped<Entry>[] {
  const attempt = { client: actor, conversation: CONVERSATION, clientId, attempt: 1 };
  const kind = type === 'note.added' ? ('note' as const) : ('message' as const);
  return [
    { op: 'invoke', ...attempt, link: `${actor}~1`, kind, text },
    { op: 'ok', ...attempt, seq },
  ];
}

/** A run with one visitor, one agent, an agent of another workspace, and a view for each of the first two. */
export function aRun(
  rows: readonly Row[],
  history: readonly Unstamped<Entry>[],
  change: Partial<RunRecord> = {},
): RunRecord {
  const workspace = 'w1';
  return {
    history: history.map((entry, at) => ({ at, ...entry })),
    clients: {
      visitor: { kind: 'visitor', actor: 'visitor', workspace, isSerial: true },
      agent: { kind: 'agent', actor: 'agent', workspace, isSerial: false },
      stranger: { kind: 'agent', actor: 'stranger', workspace: 'w2', isSerial: false },
    },
    conversations: { [CONVERSATION]: { workspace, visitor: 'visitor' } },
    views: {},
    rows,
    heads: { [CONVERSATION]: rows.length },
    transcripts: [],
    failures: [],
    memory: [],
    unhealed: [],
    ...change,
  };
}
