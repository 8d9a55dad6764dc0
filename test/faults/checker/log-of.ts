import type { Audience, ClientInfo, Row, RunRecord, Seen } from './history.ts';

export function entriesOf<O extends RunRecord['history'][number]['op']>(
  record: RunRecord,
  op: O,
): Extract<RunRecord['history'][number], { op: O }>[] {
  return record.history.filter((entry): entry is Extract<typeof entry, { op: O }> => entry.op === op);
}

export function audienceOf(client: ClientInfo | undefined): Audience {
  return client?.kind === 'agent' ? 'agents' : 'public';
}

/** What this audience may see of a conversation, as its own log with its own `prevSeq`. */
export function logOf(record: RunRecord, conversation: string, audience: Audience): Seen[] {
  const rows = record.rows.filter((row) => row.conversation === conversation).toSorted((a, b) => a.seq - b.seq);
  const visible = rows.filter((row) => audience === 'agents' || row.audience === 'public');
  return visible.map((row, index) => seenOf(row, visible[index - 1]?.seq ?? 0));
}

function seenOf({ prevPublicSeq: _, audience: __, ...seen }: Row, prevSeq: number): Seen {
  return { ...seen, prevSeq };
}

/** Logs are asked for again and again: each is made once. */
export function logsOf(record: RunRecord): (conversation: string, audience: Audience) => ReadonlyMap<number, Seen> {
  const known = new Map<string, ReadonlyMap<number, Seen>>();
  return (conversation, audience) => {
    const key = `${conversation} ${audience}`;
    const log = known.get(key) ?? new Map(logOf(record, conversation, audience).map((event) => [event.seq, event]));
    known.set(key, log);
    return log;
  };
}

export function isSame(a: Seen | undefined, b: Seen): boolean {
  return a !== undefined && (Object.keys(b) as (keyof Seen)[]).every((key) => a[key] === b[key]);
}

export function name(event: Pick<Seen, 'conversation' | 'seq' | 'clientId'>): string {
  return `${event.seq} (${event.clientId}) of ${event.conversation}`;
}
