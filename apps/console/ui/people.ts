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
