import type { Actor } from '#contracts';

import { messages } from '../../messages.ts';
import { initials } from '../timeline/initials.ts';

const HUES = 6;

/** Initials on a colour that stays the same for the same person. */
export function Avatar({ actor }: { actor: Actor }) {
  const hue = Number.parseInt(actor.id.slice(-4), 16) % HUES;
  return (
    <span class={`avatar hue-${hue}`} aria-hidden="true">
      {initials(actor.name ?? messages.support)}
    </span>
  );
}
