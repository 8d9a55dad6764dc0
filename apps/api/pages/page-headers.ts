import type { Config } from '#config';

type Headers = Readonly<Record<string, string>>;

/** What the pages of Parley may do in a browser, by the file they start with. `Content-Security-Policy` never allows inline code or styles. */
export interface PageHeaders {
  console: Headers;
  demo: Headers;
  loader: Headers;
  /** The frame of the chat; `origins` are those of the pages that may embed it, null for a site that does not exist. */
  frame(origins: readonly string[] | null): Headers;
}

const NO_DEVICES = 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()';

export function pageHeaders({ realtimeUrl }: Pick<Config, 'realtimeUrl'>): PageHeaders {
  const own = {
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': ["'self'", ...(realtimeUrl ? [socketSource(realtimeUrl)] : [])].join(' '),
    'object-src': "'none'",
    'base-uri': "'none'",
  };
  const page = (policy: Headers): Headers => ({
    'Content-Security-Policy': toPolicy({ ...own, ...policy }),
    'Permissions-Policy': NO_DEVICES,
  });
  return {
    console: page({ 'form-action': "'self'", 'frame-ancestors': "'none'" }),
    demo: page({ 'form-action': "'none'", 'frame-ancestors': "'none'" }),
    // Any website may load it, also one that asks for a yes of everything it loads (COEP).
    loader: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
    frame: (origins) => ({
      ...page({ 'form-action': "'none'", 'frame-ancestors': ancestors(origins) }),
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // Links that are followed out of the chat tell where from, but not on which page.
      'Referrer-Policy': 'strict-origin',
    }),
  };
}

/** A site's list has the same words as the directive: scheme, host, port, and `*.` for subdomains. */
function ancestors(origins: readonly string[] | null): string {
  if (origins === null) return "'none'";
  return origins.length === 0 ? '*' : ["'self'", ...origins].join(' ');
}

function toPolicy(directives: Headers): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

function socketSource(url: string): string {
  return new URL(url).origin.replace(/^http/, 'ws');
}
