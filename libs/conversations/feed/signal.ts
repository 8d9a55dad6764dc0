import type { Audience, EventPayload } from '#contracts';

/** News of a conversation that is not in its log and may be lost. */
export type Signal =
  | { name: 'typing.changed'; payload: EventPayload<'typing.changed'> }
  | {
      name: 'receipt.updated';
      payload: EventPayload<'receipt.updated'>;
      /** The same as the public may know it. */
      publicPayload: EventPayload<'receipt.updated'>;
    };

/** The only way from a signal to a reader. */
export function presentSignal(signal: Signal, audience: Audience): Signal['payload'] {
  return audience === 'public' && 'publicPayload' in signal ? signal.publicPayload : signal.payload;
}
