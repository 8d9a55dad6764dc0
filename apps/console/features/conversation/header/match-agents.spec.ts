import type { Agent } from '#contracts';

import { matchAgents } from './match-agents.ts';

const agent = (id: string, name: string, isOnline = false): Agent => ({
  id,
  name,
  isOnline,
  workspaceId: 'w',
  email: `${id}@parley.test`,
  role: 'agent',
});
const agents = [agent('zoe', 'Zoë Ångström'), agent('ben', 'Ben Okri', true), agent('ada', 'Ada King')];
const idsOf = (found: Agent[]) => found.map(({ id }) => id);

describe('choosing an agent', () => {
  it('offers oneself first, then who is online, then by name', () => {
    expect(idsOf(matchAgents(agents, '', 'zoe'))).toEqual(['zoe', 'ben', 'ada']);
    expect(idsOf(matchAgents(agents, '', 'somebody else'))).toEqual(['ben', 'ada', 'zoe']);
  });

  it('finds by parts of name and address, whatever the case and the accents', () => {
    expect(idsOf(matchAgents(agents, 'angstrom ZOE', 'ada'))).toEqual(['zoe']);
    expect(idsOf(matchAgents(agents, 'ben@', 'ada'))).toEqual(['ben']);
    expect(matchAgents(agents, 'ada okri', 'ada')).toEqual([]);
  });
});
