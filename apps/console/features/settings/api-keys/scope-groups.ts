import { SCOPES, type Scope } from '#contracts';

import type { apiKeysMessages } from './api-keys.messages.ts';

type ScopedResource = keyof (typeof apiKeysMessages)['resources'];

export interface ScopeGroup {
  resource: ScopedResource;
  read: Scope | undefined;
  write: Scope | undefined;
}

/** The scopes by what they are about, each with what can be read and what can be written. */
export function scopeGroups(scopes: readonly Scope[] = SCOPES): ScopeGroup[] {
  const byResource = Map.groupBy(scopes, (scope) => scope.split(':')[0] as ScopedResource);
  return [...byResource].map(([resource, members]) => ({
    resource,
    read: members.find((scope) => scope.endsWith(':read')),
    write: members.find((scope) => scope.endsWith(':write')),
  }));
}

export function toggled(scopes: readonly Scope[], scope: Scope, isOn: boolean): Scope[] {
  return SCOPES.filter((known) => (known === scope ? isOn : scopes.includes(known)));
}
