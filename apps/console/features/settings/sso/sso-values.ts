import type { RouteOutput } from '#contracts';

import { ssoMessages as texts } from './sso.messages.ts';

export type Provider = NonNullable<RouteOutput<'sso.get'>['provider']>;

export interface SsoValues {
  issuer: string;
  clientId: string;
  /** Empty: the one that is kept stays. */
  clientSecret: string;
  domains: string[];
  /** Empty: nobody new gets in. */
  defaultRole: '' | 'supervisor' | 'agent';
}

export function valuesOf(provider: Provider | null): SsoValues {
  const role = provider?.defaultRole;
  return {
    issuer: provider?.issuer ?? '',
    clientId: provider?.clientId ?? '',
    clientSecret: '',
    domains: provider?.domains ?? [],
    defaultRole: role === 'supervisor' || role === 'agent' ? role : '',
  };
}

export function settingsOf({ issuer, clientId, clientSecret, domains, defaultRole }: SsoValues) {
  return {
    issuer: issuer.trim(),
    clientId: clientId.trim(),
    ...(clientSecret !== '' && { clientSecret }),
    domains,
    defaultRole: defaultRole === '' ? null : defaultRole,
  };
}

/** A secret is needed only where none is kept. */
export function validateSso(hasProvider: boolean) {
  return {
    issuer: (value: string) => (isWebAddress(value.trim()) ? null : texts.issuerInvalid),
    clientId: (value: string) => (value.trim() === '' ? texts.clientIdMissing : null),
    clientSecret: (value: string) => (value === '' && !hasProvider ? texts.clientSecretMissing : null),
    domains: (value: string[]) => (value.length === 0 ? texts.domainsMissing : null),
  };
}

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/** Understands `@example.com`, too. */
export function readDomain(typed: string): { entry: string } | { problem: string } {
  const entry = typed.replace(/^.*@/, '').toLowerCase();
  return DOMAIN.test(entry) ? { entry } : { problem: texts.domainInvalid(typed) };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
