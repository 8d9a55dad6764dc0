export interface Surroundings {
  siteKey: string;
  /** The embedding page's origin. */
  pageOrigin: string;
  lang: string;
  dir: string;
}

/** The address of the chat's frame. What describes the page stands behind the `#`, so that every page shares one cached document. */
export function frameAddress(base: URL, { siteKey, pageOrigin, lang, dir }: Surroundings): string {
  const address = new URL('widget/', base);
  address.search = String(new URLSearchParams({ site: siteKey }));
  address.hash = String(new URLSearchParams({ origin: pageOrigin, lang, dir }));
  return address.href;
}

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)\b/i;

/** The other way round. `pageOrigin` is null unless it is a web origin; without a `dir` the language decides. */
export function readFrameAddress(address: URL): { siteKey: string; pageOrigin: string | null; dir: 'ltr' | 'rtl' } {
  const page = new URLSearchParams(address.hash.slice(1));
  const origin = page.get('origin') ?? '';
  const dir = page.get('dir') || (RIGHT_TO_LEFT.test(page.get('lang') ?? '') ? 'rtl' : 'ltr');
  return {
    siteKey: address.searchParams.get('site') ?? '',
    pageOrigin: /^https?:\/\/[^/]+$/.test(origin) ? origin : null,
    dir: dir === 'rtl' ? 'rtl' : 'ltr',
  };
}
