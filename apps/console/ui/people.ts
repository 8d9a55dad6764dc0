import type { Actor, Person } from '#contracts';

import { uiMessages as texts } from './ui.messages.ts';

/** A visitor who gave no name is told apart by the random end of the id (its beginning is a time). */
export function visitorName({ id, name }: Person): string {
  return name ?? texts.visitor(id.slice(-4));
}

export function personName(person: Person): string {
  return person.name ?? texts.unnamedAgent;
}

/** How the reader `meId` sees the one who did something. */
export function actorName(actor: Actor, meId: string): string {
  if (actor.kind === 'visitor') return visitorName(actor);
  if (actor.kind === 'agent') return actor.id === meId ? texts.you : personName(actor);
  return actor.name ?? texts.machines[actor.kind];
}

/** At most two letters: first and last word. Empty when the name has none. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

const HUES = 8;

/** The same id has the same colour everywhere: 0 … 7. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % HUES;
}
