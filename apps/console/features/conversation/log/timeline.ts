import type { Actor, LogEvent, LogEventOf } from '#contracts';
import type { OutboxItem } from '#client';

import { isSameDay } from '../../../ui/dates.ts';

export type SystemEvent = Exclude<LogEvent, { type: 'message.created' | 'note.added' }>;
type WrittenEvent = LogEventOf<'message.created'> | LogEventOf<'note.added'>;

/** One thing somebody wrote. `seq` is null and `outbox` is set until it is known to be stored. */
export interface Entry {
  key: string;
  text: string;
  at: string;
  seq: number | null;
  outbox: OutboxItem | null;
}

/** What one person wrote within a short time, without anything in between. */
export interface EntryGroup {
  kind: 'group';
  key: string;
  actor: Actor;
  isNote: boolean;
  entries: Entry[];
}

export type TimelineItem =
  { kind: 'day'; key: string; at: string } | { kind: 'system'; key: string; event: SystemEvent } | EntryGroup;

const LONGEST_PAUSE_MS = 5 * 60_000;

/** The log as it is shown, followed by what is still on its way: days, groups and system lines in the order of the log. */
export function buildTimeline(events: readonly LogEvent[], outbox: readonly OutboxItem[], me: Actor): TimelineItem[] {
  const items: TimelineItem[] = [];
  for (const event of events) addEvent(items, event);
  for (const item of outbox) addOutboxItem(items, item, me);
  return items;
}

function addEvent(items: TimelineItem[], event: LogEvent): void {
  addDay(items, event.at);
  switch (event.type) {
    case 'message.created':
    case 'note.added':
      addEntry(items, event.actor, event.type === 'note.added', entryOf(event));
      return;
    case 'conversation.assigned':
    case 'conversation.closed':
    case 'conversation.reopened':
      items.push({ kind: 'system', key: `system:${event.seq}`, event });
  }
}

function entryOf(event: WrittenEvent): Entry {
  const { clientId, actor, text, at, seq } = event;
  return { key: entryKey(actor, clientId), text, at, seq, outbox: null };
}

function addOutboxItem(items: TimelineItem[], item: OutboxItem, me: Actor): void {
  addDay(items, item.at);
  const key = entryKey(me, item.clientId);
  addEntry(items, me, item.kind === 'note', { key, text: item.text, at: item.at, seq: null, outbox: item });
}

/** The same before and after it is stored, so that a bubble stays the same element; another actor's id may be equal. */
function entryKey(actor: Actor, clientId: string): string {
  return `${actor.kind}:${actor.id}:${clientId}`;
}

/** The order is that of the log, not of the clocks: a day that comes back after another gets its separator again. */
function addDay(items: TimelineItem[], at: string): void {
  const last = items.at(-1);
  if (last && isSameDay(timeOf(last), at)) return;
  items.push({ kind: 'day', key: `day:${items.length}:${at}`, at });
}

function addEntry(items: TimelineItem[], actor: Actor, isNote: boolean, entry: Entry): void {
  const last = items.at(-1);
  if (last?.kind === 'group' && belongsTo(last, actor, isNote, entry)) last.entries.push(entry);
  else items.push({ kind: 'group', key: entry.key, actor, isNote, entries: [entry] });
}

function belongsTo(group: EntryGroup, actor: Actor, isNote: boolean, entry: Entry): boolean {
  const isSamePerson = group.actor.kind === actor.kind && group.actor.id === actor.id;
  const pause = Date.parse(entry.at) - Date.parse(timeOf(group));
  return isSamePerson && group.isNote === isNote && pause < LONGEST_PAUSE_MS;
}

function timeOf(item: TimelineItem): string {
  if (item.kind === 'day') return item.at;
  return item.kind === 'system' ? item.event.at : (item.entries.at(-1)?.at ?? '');
}
