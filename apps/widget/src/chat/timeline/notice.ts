import type { LogEvent } from '#contracts';

import { messages } from '../../messages.ts';

/** The line about what happened to the conversation. Null for messages, and for what the visitor need not read about. */
export function noticeOf(event: LogEvent): string | null {
  if (event.type === 'conversation.assigned') return event.assignee?.name ? messages.joined(event.assignee.name) : null;
  if (event.type === 'conversation.closed') return event.reason === 'idle' ? messages.closedIdle : messages.closed;
  return event.type === 'conversation.reopened' ? messages.reopened : null;
}
