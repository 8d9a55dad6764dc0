import { buildTimeline } from '#chat-view';
import type { TimelineItem } from '#chat-view';
import type { ConversationState } from '#client';
import type { Actor, LogEvent } from '#contracts';

import { noticeOf } from './notice.ts';

/** The log and after it the outbox, without what the visitor need not read about. */
export function visitorTimeline(state: Pick<ConversationState, 'events' | 'outbox'>, me: Actor): TimelineItem[] {
  return buildTimeline(state.events.filter(isShown), state.outbox, me);
}

function isShown(event: LogEvent): boolean {
  return event.type === 'message.created' || noticeOf(event) !== null;
}
