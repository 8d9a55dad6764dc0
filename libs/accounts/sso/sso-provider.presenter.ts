import type { RouteOutput } from '#contracts';

import type { ProviderWithDomains } from './sso-settings.ts';

/** Without the client's secret, which nobody gets to see again. */
export function presentSsoProvider(provider: ProviderWithDomains, redirectUrl: string): RouteOutput<'sso.set'> {
  const { issuer, clientId, defaultRole, domains } = provider;
  return { issuer, clientId, defaultRole, domains: domains.map(({ domain }) => domain).toSorted(), redirectUrl };
}
