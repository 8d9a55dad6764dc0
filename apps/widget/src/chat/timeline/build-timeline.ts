import type { ConversationState } from '#client';
import type { Actor } from '#contracts';

import { watermarksOfOthers } from './delivery-state.ts';
import { noticeOf } from './notice.ts';
import { showOutgoing, showStored } from './shown-message.ts';
import type { ShownMessage } from './shown-message.ts';

export interface MessageGroup {
  kind: 'group';
  key: string;
  /** Null for the visitor. */
  author: Actor | null;
  messages: ShownMessage[];
}

export type TimelineItem =
  MessageGroup | { kind: 'day'; key: string; at: string } | { kind: 'notice'; key: string; text: string };

/** Messages of one author that follow within this time share a group. */
const GROUP_SPAN_MS = 5 * 60_000;

/** The log and after it the outbox, as lines of the screen: days, groups of one author's messages, notices. */
export function buildTimeline(state: Pick<ConversationState, 'events' | 'outbox' | 'receipts'>): TimelineItem[] {
  const others = watermarksOfOthers(state.receipts);
  const timeline = new Timeline();
  for (const event of state.events) {
    if (event.type === 'message.created') timeline.addMessage(showStored(event, others));
    else timeline.addNotice(event.seq, event.at, noticeOf(event));
  }
  for (const item of state.outbox) timeline.addMessage(showOutgoing(item));
  return timeline.items;
}

class Timeline {
  readonly items: TimelineItem[] = [];
  private day = '';

  addMessage(message: ShownMessage): void {
    this.addDay(message.at);
    const last = this.items.at(-1);
    if (last?.kind === 'group' && continues(last, message)) last.messages.push(message);
    else this.items.push({ kind: 'group', key: message.key, author: message.author, messages: [message] });
  }

  addNotice(seq: number, at: string, text: string | null): void {
    if (text === null) return;
    this.addDay(at);
    this.items.push({ kind: 'notice', key: `notice-${seq}`, text });
  }

  private addDay(at: string): void {
    const day = new Date(at).toDateString();
    if (day !== this.day) this.items.push({ kind: 'day', key: `day-${at}`, at });
    this.day = day;
  }
}

/** A failed message stands alone: what can be done about it belongs to it. */
function continues({ author, messages }: MessageGroup, message: ShownMessage): boolean {
  const last = messages.at(-1)!;
  const isWhole = last.state !== 'failed' && message.state !== 'failed';
  const pause = Date.parse(message.at) - Date.parse(last.at);
  return isWhole && author?.id === message.author?.id && pause <= GROUP_SPAN_MS;
}
