const SUBDOMAINS = /^(https?:\/\/)\*(\..+)$/;

/**
 * Whether a site's widget may stand on pages of this origin. An empty list allows every one; `https://*.example.com` allows every
 * subdomain at any depth, but not `https://example.com` itself. Scheme and port count; a page without an origin is on no list.
 */
export function isOriginAllowed(origin: string | null | undefined, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const asked = webOrigin(origin);
  return asked !== null && allowed.some((entry) => matches(asked, entry.toLowerCase()));
}

/** As browsers send it: lower case, without a default port. Null for what is no web origin: a path, `null`, another scheme. */
export function webOrigin(origin: string | null | undefined): string | null {
  if (!origin || !URL.canParse(origin)) return null;
  const { protocol, origin: parsed } = new URL(origin);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && withoutDefaultPort(origin.toLowerCase()) === parsed ? parsed : null;
}

function matches(origin: string, entry: string): boolean {
  const [, scheme, domain] = SUBDOMAINS.exec(entry) ?? [];
  if (!scheme || !domain) return origin === withoutDefaultPort(entry);
  const end = withoutDefaultPort(scheme + domain).slice(scheme.length);
  return origin.startsWith(scheme) && origin.endsWith(end) && origin.length > scheme.length + end.length;
}

function withoutDefaultPort(origin: string): string {
  return origin.replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2');
}
