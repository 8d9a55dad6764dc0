import { hueOf, initials } from '#chat-view';
import type { Actor } from '#contracts';

import { messages } from '../../messages.ts';

/** As many as the style sheet has. */
const HUES = 6;

/** Initials on a colour that stays the same for the same person. */
export function Avatar({ actor }: { actor: Actor }) {
  return (
    <span class={`avatar hue-${hueOf(actor.id, HUES)}`} aria-hidden="true">
      {initials(actor.name ?? messages.support)}
    </span>
  );
}
