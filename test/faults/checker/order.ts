import type { Judge, RunRecord, Violation } from './history.ts';
import { entriesOf } from './log-of.ts';

/** P4. Every log is 1 … n, each event knows the public one before it, and the conversation's row knows the end. */
export const judgeGapless: Judge = (record) =>
  Object.keys(record.conversations).flatMap((conversation) => {
    const rows = record.rows.filter((row) => row.conversation === conversation).toSorted((a, b) => a.seq - b.seq);
    const violations: Violation[] = [];
    let lastPublic = 0;
    rows.forEach((row, index) => {
      if (row.seq !== index + 1)
        violations.push({ property: 'P4', what: `${conversation} has ${row.seq} where ${index + 1} belongs` });
      if (row.prevPublicSeq !== lastPublic)
        violations.push({
          property: 'P4',
          what: `${row.seq} of ${conversation} says ${row.prevPublicSeq} is public before it, not ${lastPublic}`,
        });
      if (row.audience === 'public') lastPublic = row.seq;
    });
    if (record.heads[conversation] !== rows.length)
      violations.push({
        property: 'P4',
        what: `${conversation} ends at ${record.heads[conversation]} and has ${rows.length} events`,
      });
    return violations;
  });

type Invoke = Extract<RunRecord['history'][number], { op: 'invoke' }>;

/**
 * P10. What a client sends one after the other stands in that order, however often each is sent again. Of what it sends
 * without waiting, that holds for what was stored at the first attempt over one connection.
 */
export const judgeSenderOrder: Judge = (record) => {
  const seqs = new Map(record.rows.map((row) => [`${row.actor} ${row.conversation} ${row.clientId}`, row.seq]));
  const sent = entriesOf(record, 'invoke').filter((invoke) => invoke.attempt === 1);
  const groups = Map.groupBy(comparable(record, sent), (invoke) => groupOf(record, invoke));
  return Array.from(groups.values()).flatMap((invokes) => {
    const violations: Violation[] = [];
    let last = 0;
    for (const { client, conversation, clientId } of invokes) {
      const seq = seqs.get(`${record.clients[client]?.actor} ${conversation} ${clientId}`);
      if (seq === undefined) continue;
      if (seq < last)
        violations.push({
          property: 'P10',
          what: `${client} sent ${clientId} later, it stands earlier (${seq} < ${last}) in ${conversation}`,
        });
      last = Math.max(last, seq);
    }
    return violations;
  });
};

function groupOf(record: RunRecord, { client, conversation, link }: Invoke): string {
  return record.clients[client]?.isSerial ? `${client} ${conversation}` : `${client} ${conversation} ${link}`;
}

function comparable(record: RunRecord, sent: readonly Invoke[]): Invoke[] {
  const attempts = Map.groupBy(entriesOf(record, 'invoke'), ({ clientId }) => clientId);
  const refused = new Set(entriesOf(record, 'refused').map(({ clientId }) => clientId));
  return sent.filter(({ client, clientId }) => {
    const isOnce = record.clients[client]?.isSerial || attempts.get(clientId)?.length === 1;
    return isOnce && !refused.has(clientId);
  });
}
