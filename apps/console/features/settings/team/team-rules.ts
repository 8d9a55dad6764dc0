import { ROLES, isAtLeast, type Agent, type Role } from '#contracts';

type Member = Pick<Agent, 'id' | 'role'>;

/** Nobody gives a role above their own; the least powerful comes first. */
export function rolesToGive(me: Pick<Agent, 'role'>): Role[] {
  return ROLES.filter((role) => isAtLeast(me.role, role)).toReversed();
}

/** Nobody touches somebody whose role is above their own. */
export function mayChange(me: Member, agent: Member): boolean {
  return isAtLeast(me.role, agent.role);
}

/** One's own role, sessions and password stand elsewhere; nobody removes themselves by accident. */
export function isSomebodyElse(me: Member, agent: Member): boolean {
  return me.id !== agent.id;
}

/** By role, the most powerful first, then by name. */
export function sortTeam<T extends Pick<Agent, 'name' | 'role'>>(agents: readonly T[]): T[] {
  return agents.toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name));
}
