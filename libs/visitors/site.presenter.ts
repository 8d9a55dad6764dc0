import type { RouteOutput, Site as SiteView } from '#contracts';
import type { Site } from '#database';

/** As its visitors see it. */
export function presentSite({ id, name }: Site, isOnline: boolean): SiteView {
  return { id, name, isOnline };
}

/** As a browser sees it before it is anybody. */
export function presentWelcome(site: Site, isOnline: boolean): RouteOutput<'site.welcome'> {
  const { name, requiresConsent, privacyUrl } = site;
  return { name, isOnline, requiresConsent, privacyUrl };
}

/** As those who run it see it. That there is an identity secret is told, the secret never. */
export function presentSiteSettings(site: Site): RouteOutput<'site.change'> {
  const { id, name, publicKey, allowedOrigins, requiresConsent, privacyUrl, identitySecret, createdAt } = site;
  return {
    id,
    name,
    publicKey,
    allowedOrigins,
    requiresConsent,
    privacyUrl,
    hasIdentitySecret: identitySecret !== null,
    createdAt: createdAt.toISOString(),
  };
}
