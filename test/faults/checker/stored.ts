import type { Judge, RunRecord, Violation } from './history.ts';
import { entriesOf } from './log-of.ts';

type Ok = Extract<RunRecord['history'][number], { op: 'ok' }>;

/**
 * P1 and P3. An acknowledged message is in the table once, as it was written; one without an answer is there once or not at
 * all; every ack of a message names the same seq, which is its row's. Nothing is there that nobody wrote.
 */
export const judgeStored: Judge = (record) => {
  const rows = Map.groupBy(record.rows, (row) => keyOf(row.conversation, row.actor, row.clientId));
  const acks = Map.groupBy(survivingAcks(record), (ok) =>
    keyOf(ok.conversation, actorOf(record, ok.client), ok.clientId),
  );
  return [...judgeAcks(acks, rows), ...judgeRows(record, rows)];
};

function judgeAcks(acks: Map<string, Ok[]>, rows: ReadonlyMap<string, RunRecord['rows'][number][]>): Violation[] {
  return Array.from(acks).flatMap(([key, oks]): Violation[] => {
    const [row] = rows.get(key) ?? [];
    const seqs = [...new Set(oks.map(({ seq }) => seq))];
    if (!row) return [{ property: 'P1', what: `acknowledged as ${seqs.join()} and not stored: ${key}` }];
    const wrong = seqs.filter((seq) => seq !== row.seq);
    if (wrong.length === 0) return [];
    return [{ property: 'P3', what: `acknowledged as ${seqs.join()}, stored as ${row.seq}: ${key}` }];
  });
}

function judgeRows(record: RunRecord, rows: ReadonlyMap<string, RunRecord['rows'][number][]>): Violation[] {
  const written = new Map(
    entriesOf(record, 'invoke').map((entry) => [
      keyOf(entry.conversation, actorOf(record, entry.client), entry.clientId),
      entry.text,
    ]),
  );
  return Array.from(rows).flatMap(([key, copies]) => {
    const violations: Violation[] = [];
    if (copies.length > 1) violations.push({ property: 'P1', what: `stored ${copies.length} times: ${key}` });
    const isText = copies[0]?.type === 'message.created' || copies[0]?.type === 'note.added';
    if (isText && written.get(key) !== copies[0]?.text)
      violations.push({ property: 'P1', what: `nobody wrote: ${key}` });
    return violations;
  });
}

/** Without those that a restored backup has taken back. */
function survivingAcks(record: RunRecord): Ok[] {
  const restored = record.history.findLastIndex((entry) => entry.op === 'restored');
  const entry = record.history[restored];
  const heads = entry?.op === 'restored' ? entry.heads : {};
  return record.history.filter((ack, index): ack is Ok => {
    if (ack.op !== 'ok') return false;
    return index > restored || ack.seq <= (heads[ack.conversation] ?? Infinity);
  });
}

function actorOf(record: RunRecord, client: string): string {
  return record.clients[client]?.actor ?? client;
}

function keyOf(conversation: string, actor: string, clientId: string): string {
  return `${clientId} by ${actor} in ${conversation}`;
}
