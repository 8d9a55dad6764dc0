import { SCOPES } from '#contracts';

import { apiKeysMessages } from './api-keys.messages.ts';
import { scopeGroups, toggled } from './scope-groups.ts';

describe('the scopes of a key', () => {
  it('are offered each once, under a name', () => {
    const offered = scopeGroups().flatMap(({ read, write }) => [read, write].filter((scope) => scope !== undefined));
    expect(offered.toSorted()).toEqual(SCOPES.toSorted());
    for (const { resource } of scopeGroups()) expect(apiKeysMessages.resources[resource]).toEqual(expect.any(String));
  });

  it('stand beside each other for one resource', () => {
    expect(scopeGroups(['sites:read', 'audit:read', 'sites:write'])).toEqual([
      { resource: 'sites', read: 'sites:read', write: 'sites:write' },
      { resource: 'audit', read: 'audit:read', write: undefined },
    ]);
  });

  it('can be chosen and given back', () => {
    expect(toggled(['audit:read'], 'conversations:read', true)).toEqual(['conversations:read', 'audit:read']);
    expect(toggled(['audit:read'], 'audit:read', false)).toEqual([]);
  });
});
