import { AUDIT_ACTIONS } from '#contracts';

import { describeDetails, describeEntry } from './describe-entry.ts';

const id = '0192f3a0-0000-7000-8000-00000000c0de';

describe('an entry of the audit log', () => {
  it.each(AUDIT_ACTIONS)('has a sentence for %s, with or without a target', (action) => {
    expect(describeEntry({ action, target: null })).not.toMatch(/undefined|null/);
    expect(describeEntry({ action, target: { kind: 'agent', id, name: 'Ben' } })).not.toBe('');
  });

  it('names what was changed', () => {
    expect(describeEntry({ action: 'agent.invited', target: { kind: 'invitation', id, name: 'ben@b.test' } })).toBe(
      'Invited ben@b.test',
    );
    expect(describeEntry({ action: 'visitor.banned', target: { kind: 'visitor', id, name: null } })).toBe(
      'Banned Visitor c0de',
    );
  });

  it('says what changed from what to what', () => {
    const details = {
      role: { from: 'agent', to: 'admin' },
      privacyUrl: { from: null, to: 'https://a.test' },
      allowedOrigins: { from: [], to: ['https://a.test', 'https://b.test'] },
      requiresConsent: true,
    };
    expect(describeDetails(details)).toEqual([
      'Role: Agent → Admin',
      'Privacy notice: none → https://a.test',
      'Allowed origins: none → https://a.test, https://b.test',
      'Asks for consent: yes',
    ]);
  });

  it('leaves out what says nothing to people', () => {
    expect(describeDetails({ sessionId: id, replaces: id, reason: null, hours: 3, clientId: 'parley' })).toEqual([
      'Hours: 3',
      'Client ID: parley',
    ]);
  });

  it('writes a time as people do', () => {
    expect(describeDetails({ expiresAt: '2027-02-20T11:52:00.033Z' })).toEqual([
      expect.stringMatching(/^Expires: .*2027/),
    ]);
    expect(describeDetails({ expiresAt: '2027-02-20T11:52:00.033Z' })[0]).not.toContain('T11');
  });

  it('shows a detail that it does not know as it is', () => {
    expect(describeDetails({ colour: { red: 1 } })).toEqual(['colour: {"red":1}']);
  });
});
