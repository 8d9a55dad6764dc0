import type { Judge, RunRecord, Seen, Violation } from './history.ts';

/** P7. Nobody hears of a conversation that is not theirs, and no visitor of a note, by whatever way. */
export const judgePrivacy: Judge = (record) =>
  record.history.flatMap((entry): Violation[] => {
    if (entry.op === 'shown' || entry.op === 'older')
      return entry.events.flatMap((event) => judge(record, record.views[entry.view]?.client, event));
    if (entry.op === 'joined') return entry.events.flatMap((event) => judge(record, entry.client, event));
    return entry.op === 'frame' ? judge(record, entry.client, entry.event) : [];
  });

function judge(record: RunRecord, client: string | undefined, event: Seen): Violation[] {
  const reader = record.clients[client ?? ''];
  const conversation = record.conversations[event.conversation];
  const isTheirs =
    reader?.kind === 'agent' ? reader.workspace === conversation?.workspace : reader?.actor === conversation?.visitor;
  const isNote = event.type === 'note.added' && reader?.kind === 'visitor';
  if (isTheirs && conversation && !isNote) return [];
  return [{ property: 'P7', what: `${client} was told ${event.type} ${event.seq} of ${event.conversation}` }];
}
