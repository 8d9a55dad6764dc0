import type { RouteOutput } from '#contracts';

import { sitesMessages as texts } from './sites.messages.ts';

export type Site = RouteOutput<'site.list'>['sites'][number];

/** A site as its form holds it. */
export interface SiteValues {
  name: string;
  allowedOrigins: string[];
  requiresConsent: boolean;
  /** Empty: none. */
  privacyUrl: string;
}

export function valuesOf(site: Site): SiteValues {
  const { name, allowedOrigins, requiresConsent, privacyUrl } = site;
  return { name, allowedOrigins, requiresConsent, privacyUrl: privacyUrl ?? '' };
}

export function changeOf({ name, privacyUrl, ...values }: SiteValues) {
  const url = privacyUrl.trim();
  return { ...values, name: name.trim(), privacyUrl: url === '' ? null : url };
}

export const validateSite = {
  name: (value: string) => (value.trim() === '' ? texts.nameMissing : null),
  privacyUrl: (value: string) => (value.trim() === '' || isWebAddress(value.trim()) ? null : texts.privacyUrlInvalid),
};

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
