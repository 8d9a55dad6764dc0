import type { Agent } from '#contracts';

/** The value of the choice "nobody"; agents have UUIDs. */
export const NOBODY = 'nobody';

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Whoever has every searched word in name or address, accents aside: oneself first, then who is online, then by name. */
export function matchAgents(agents: readonly Agent[], search: string, meId: string): Agent[] {
  const words = folded(search).split(/\s+/);
  const rank = (agent: Agent) => (agent.id === meId ? 0 : agent.isOnline ? 1 : 2);
  return agents
    .filter(({ name, email }) => words.every((word) => folded(`${name} ${email}`).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
