import type { OutboxItem } from '#client';
import type { Actor, LogEvent } from '#contracts';

/** What happened to the conversation, as opposed to what somebody wrote in it. */
export type SystemEvent = Exclude<LogEvent, { type: 'message.created' | 'note.added' }>;

/** One thing somebody wrote: in the log, or in the outbox until it is known to be stored. */
export type Entry = Written & ({ seq: number; outbox: null } | { seq: null; outbox: OutboxItem });

interface Written {
  /** The same before and after it is stored, so that a bubble stays the same element. */
  key: string;
  text: string;
  at: string;
}

/** What one person wrote within a short time, without anything in between. An entry that failed stands alone. */
export interface EntryGroup {
  kind: 'group';
  key: string;
  actor: Actor;
  isNote: boolean;
  entries: [Entry, ...Entry[]];
}

/** One line of the screen. No two keys of a timeline are equal. */
export type TimelineItem =
  { kind: 'day'; key: string; at: string } | { kind: 'system'; key: string; event: SystemEvent } | EntryGroup;

export function lastEntry({ entries }: EntryGroup): Entry {
  return entries.at(-1) ?? entries[0];
}
