import type { Actor } from '#common';
import type { Audience } from '#contracts';

/** What somebody may see of a conversation. */
export function audienceOf(actor: Actor): Audience {
  return actor.kind === 'visitor' ? 'public' : 'agents';
}
