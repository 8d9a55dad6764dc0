import type { OutboxItem } from '#client';
import type { Actor, ErrorBody, LogEventOf } from '#contracts';

import { deliveryState } from './delivery-state.ts';
import type { DeliveryState, Watermarks } from './delivery-state.ts';

/** A message as it stands on the screen, whether it is stored already or still in the outbox. */
export interface ShownMessage {
  /** The client id: the bubble stays the same one when the message moves from the outbox into the log. */
  key: string;
  text: string;
  at: string;
  /** Null for the visitor. */
  author: Actor | null;
  /** Null for the others' messages. */
  state: DeliveryState | null;
  error: ErrorBody | null;
}

export function showStored(event: LogEventOf<'message.created'>, others: Watermarks): ShownMessage {
  const isOwn = event.actor.kind === 'visitor';
  return {
    key: event.clientId,
    text: event.text,
    at: event.at,
    author: isOwn ? null : event.actor,
    state: isOwn ? deliveryState(event.seq, others) : null,
    error: null,
  };
}

export function showOutgoing(item: OutboxItem): ShownMessage {
  return { key: item.clientId, text: item.text, at: item.at, author: null, state: item.state, error: item.error };
}
