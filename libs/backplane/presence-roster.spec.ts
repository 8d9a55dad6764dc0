import { PresenceRoster } from './presence-roster.ts';

describe('PresenceRoster', () => {
  it('tells the first connection of a member and the last', () => {
    const roster = new PresenceRoster();
    expect(roster.enter('w', 'agent:1', 'a')).toBe(true);
    expect(roster.enter('w', 'agent:1', 'b')).toBe(false);
    expect(roster.leave('w', 'agent:1', 'a')).toBe(false);
    expect(roster.leave('w', 'agent:1', 'b')).toBe(true);
    expect([...roster.all()]).toEqual([]);
  });

  it('takes a connection that leaves twice, or never came, for what it is', () => {
    const roster = new PresenceRoster();
    roster.enter('w', 'agent:1', 'a');
    expect(roster.leave('w', 'agent:1', 'unknown')).toBe(false);
    expect(roster.leave('w', 'agent:1', 'a')).toBe(true);
    expect(roster.leave('w', 'agent:1', 'a')).toBe(false);
  });
});
