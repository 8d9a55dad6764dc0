import { LOG_EVENTS } from '#contracts';
import type { Actor as ActorView, Audience, LogEvent, LogEventOf, LogEventType } from '#contracts';

type Entry = keyof LogEventOf<'conversation.reopened'>;
/** What an event of this type has beyond what every entry has. */
export type EventBody<T extends LogEventType> = Omit<LogEventOf<T>, Entry>;

/** An entry of the log as it is stored, published between instances, and presented to readers. */
export interface LogEntry {
  conversationId: string;
  seq: number;
  /** The public entry before this one. */
  prevPublicSeq: number;
  type: LogEventType;
  actor: ActorView;
  clientId: string;
  /** RFC 3339, UTC. */
  at: string;
  body: object;
}

export function isVisibleTo(entry: LogEntry, audience: Audience): boolean {
  return audience === 'agents' || LOG_EVENTS[entry.type] === 'public';
}

/** The seq before the entry for this audience: agents see everything, so theirs has no gaps. */
export function prevSeqFor(audience: Audience, entry: Pick<LogEntry, 'seq' | 'prevPublicSeq'>): number {
  return audience === 'agents' ? entry.seq - 1 : entry.prevPublicSeq;
}

/** The only way from an entry to a reader. The entry must be visible to the audience. */
export function presentEntry(entry: LogEntry, audience: Audience): LogEvent {
  const { conversationId, seq, type, clientId, actor, at, body } = entry;
  const event = { type, conversationId, seq, prevSeq: prevSeqFor(audience, entry), clientId, actor, at, ...body };
  return event as LogEvent;
}
