import type { Role } from '#contracts';

import { mayChange, rolesToGive, sortTeam } from './team-rules.ts';

const member = (id: string, role: Role, name = id) => ({ id, role, name });

describe('the rules of a team', () => {
  it('let nobody give a role above their own', () => {
    expect(rolesToGive({ role: 'owner' })).toEqual(['agent', 'supervisor', 'admin', 'owner']);
    expect(rolesToGive({ role: 'admin' })).toEqual(['agent', 'supervisor', 'admin']);
  });

  it('let nobody touch somebody whose role is above their own', () => {
    expect(mayChange(member('ada', 'admin'), member('olga', 'owner'))).toBe(false);
    expect(mayChange(member('ada', 'admin'), member('alan', 'admin'))).toBe(true);
    expect(mayChange(member('olga', 'owner'), member('ada', 'admin'))).toBe(true);
  });

  it('list the most powerful first, and then by name', () => {
    const team = [member('3', 'agent', 'Ben'), member('1', 'owner', 'Zoe'), member('2', 'agent', 'Ada')];
    expect(sortTeam(team).map(({ name }) => name)).toEqual(['Zoe', 'Ada', 'Ben']);
  });
});
