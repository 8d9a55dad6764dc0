import type { EventPayload } from '#contracts';

/** News of a conversation that is not in its log and may be lost. */
export type Signal =
  | { name: 'typing.changed'; payload: EventPayload<'typing.changed'> }
  | { name: 'receipt.updated'; payload: EventPayload<'receipt.updated'> };
