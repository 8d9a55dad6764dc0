import type { OutboxItem } from '#client';
import type { Actor, LogEvent, LogEventOf } from '#contracts';

import { isSameDay } from './dates.ts';
import { lastEntry } from './timeline-item.ts';
import type { Entry, EntryGroup, TimelineItem } from './timeline-item.ts';

const LONGEST_PAUSE_MS = 5 * 60_000;

/** The log as it is shown, followed by what is still on its way: days, groups and system lines in the order of the log. */
export function buildTimeline(events: readonly LogEvent[], outbox: readonly OutboxItem[], me: Actor): TimelineItem[] {
  const items: TimelineItem[] = [];
  for (const event of events) addEvent(items, event);
  for (const item of outbox) addOutboxItem(items, item, me);
  return items;
}

function addEvent(items: TimelineItem[], event: LogEvent): void {
  switch (event.type) {
    case 'message.created':
    case 'note.added':
      addEntry(items, event.actor, event.type === 'note.added', storedEntry(event));
      return;
    case 'conversation.assigned':
    case 'conversation.closed':
    case 'conversation.reopened':
      addLine(items, event.at, { kind: 'system', key: `system:${event.seq}`, event });
  }
}

function storedEntry(event: LogEventOf<'message.created' | 'note.added'>): Entry {
  const { clientId, actor, text, at, seq } = event;
  return { key: entryKey(actor, clientId), text, at, seq, outbox: null };
}

function addOutboxItem(items: TimelineItem[], item: OutboxItem, me: Actor): void {
  const { clientId, text, at } = item;
  addEntry(items, me, item.kind === 'note', { key: entryKey(me, clientId), text, at, seq: null, outbox: item });
}

/** With the actor: another one's client id may be equal. */
function entryKey(actor: Actor, clientId: string): string {
  return `${actor.kind}:${actor.id}:${clientId}`;
}

function addEntry(items: TimelineItem[], actor: Actor, isNote: boolean, entry: Entry): void {
  const last = items.at(-1);
  if (last?.kind === 'group' && continues(last, actor, isNote, entry)) last.entries.push(entry);
  else addLine(items, entry.at, { kind: 'group', key: entry.key, actor, isNote, entries: [entry] });
}

/** The order is that of the log, not of the clocks: a day that comes back after another gets its separator again. */
function addLine(items: TimelineItem[], at: string, line: TimelineItem): void {
  const last = items.at(-1);
  // Named after what it stands above, it stays the same element when history is added before it.
  if (!last || !isSameDay(timeOf(last), at)) items.push({ kind: 'day', key: `day:${line.key}`, at });
  items.push(line);
}

/** What can be done about a failed entry belongs to it alone, and what was stored before it keeps its delivery state. */
function continues(group: EntryGroup, actor: Actor, isNote: boolean, entry: Entry): boolean {
  const last = lastEntry(group);
  const isSamePerson = group.actor.kind === actor.kind && group.actor.id === actor.id;
  const hasFailed = last.outbox?.state === 'failed' || entry.outbox?.state === 'failed';
  const pause = Date.parse(entry.at) - Date.parse(last.at);
  const isSoon = pause <= LONGEST_PAUSE_MS && isSameDay(last.at, entry.at);
  return isSamePerson && group.isNote === isNote && !hasFailed && isSoon;
}

function timeOf(item: TimelineItem): string {
  if (item.kind === 'day') return item.at;
  return item.kind === 'system' ? item.event.at : lastEntry(item).at;
}
