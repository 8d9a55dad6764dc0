import type { Actor, Appended, LogEvent } from '#contracts';

import type { OutboxItem } from '../api.ts';

/** The event an ack stands for: a sender's own socket is not told of it again. */
export function ownEvent(conversationId: string, actor: Actor, item: OutboxItem, ack: Appended): LogEvent {
  const { seq, prevSeq, at } = ack;
  const type = item.kind === 'note' ? 'note.added' : 'message.created';
  return { type, conversationId, seq, prevSeq, clientId: item.clientId, actor, at, text: item.text };
}
