import { randomUUID } from 'node:crypto';

import type { Actor, Appended, Audience, Conversation, EventPage, LogEvent, Person } from '#contracts';
import { LOG_EVENTS } from '#contracts';

export type Body =
  | { type: 'message.created' | 'note.added'; text: string }
  | { type: 'conversation.assigned'; assignee: Person | null }
  | { type: 'conversation.closed'; reason: 'agent' | 'idle' }
  | { type: 'conversation.reopened' };

/** What a conversation is to the server: one log, of which each audience sees its part. */
export class ServerLog {
  readonly id = randomUUID();
  readonly #visitor: Person;
  #events: LogEvent[] = [];

  constructor(visitor: Person) {
    this.#visitor = visitor;
  }

  append(actor: Actor, clientId: string, body: Body): { event: LogEvent; isNew: boolean } {
    const stored = this.#events.find((event) => event.clientId === clientId && event.actor.id === actor.id);
    if (stored) return { event: stored, isNew: false };
    const seq = this.#events.length + 1;
    const entry = { conversationId: this.id, seq, prevSeq: seq - 1, clientId, actor, at: new Date().toISOString() };
    const event: LogEvent = { ...entry, ...body };
    this.#events.push(event);
    return { event, isNew: true };
  }

  /** As after restoring a backup that was made before the last events. */
  cutTo(length: number): void {
    this.#events = this.#events.slice(0, length);
  }

  /** The log as the audience sees it: its own chain of `prevSeq`. */
  seenBy(audience: Audience): LogEvent[] {
    let prevSeq = 0;
    const visible = this.#events.filter((event) => audience === 'agents' || LOG_EVENTS[event.type] === 'public');
    return visible.map((event) => {
      const seen = { ...event, prevSeq };
      prevSeq = event.seq;
      return seen;
    });
  }

  ackFor(audience: Audience, seq: number): Appended {
    const event = this.seenBy(audience).find((candidate) => candidate.seq === seq);
    if (!event) throw new Error(`The ${audience} cannot see event ${seq}`);
    return { seq, prevSeq: event.prevSeq, at: event.at };
  }

  page(
    audience: Audience,
    { after, before, limit }: { after?: number; before?: number; limit: number },
  ): Omit<EventPage, 'epoch'> {
    const all = this.seenBy(audience);
    const head = all.at(-1)?.seq ?? 0;
    if (after === undefined) {
      const older = all.filter((event) => before === undefined || event.seq < before);
      return { events: older.slice(-limit), head, hasMore: false };
    }
    const newer = all.filter((event) => event.seq > after);
    return { events: newer.slice(0, limit), head, hasMore: newer.length > limit };
  }

  summary(audience: Audience): Conversation {
    const events = this.seenBy(audience);
    const message = events.findLast((event) => event.type === 'message.created');
    const assigned = events.findLast((event) => event.type === 'conversation.assigned');
    const ending = events.findLast(({ type }) => type === 'conversation.closed' || type === 'conversation.reopened');
    const at = '2026-01-01T00:00:00.000Z';
    return {
      id: this.id,
      siteId: randomUUID(),
      visitor: this.#visitor,
      status: ending?.type === 'conversation.closed' ? 'closed' : 'open',
      assignee: assigned?.assignee ?? null,
      lastSeq: events.at(-1)?.seq ?? 0,
      lastMessage: message ? { text: message.text, actor: message.actor, at: message.at } : null,
      createdAt: at,
      lastEventAt: events.at(-1)?.at ?? at,
    };
  }
}
