import { SCOPES } from '#contracts';
import type { RouteOutput, Scope } from '#contracts';
import type { ApiKey } from '#database';

type ApiKeyView = RouteOutput<'apiKey.list'>['apiKeys'][number];

export function presentApiKey(key: ApiKey): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    scopes: scopesOf(key),
    createdBy: key.createdBy,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}

/** A scope that this version does not know gives nothing. */
export function scopesOf(key: ApiKey): Scope[] {
  return SCOPES.filter((scope) => key.scopes.includes(scope));
}
