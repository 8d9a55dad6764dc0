import type { ConversationState, Store } from '#client';

const state: ConversationState = {
  conversation: null,
  events: [],
  outbox: [],
  typing: [],
  receipts: [],
  isLoading: true,
  hasOlder: false,
  error: null,
};

/** Stands in for the conversation while the session is being started. */
export const notYetKnown: Store<ConversationState> = { get: () => state, subscribe: () => () => undefined };
