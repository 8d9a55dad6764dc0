export interface CookiePlace {
  name: string;
  path: string;
  secure: boolean;
}

/**
 * Where a cookie of ours is kept. Over https its name begins with `__Host-`, which browsers let nobody set but this very host: no
 * subdomain and no one on the network can put another one in its place (RFC 6265bis). Such a cookie has to be for every path.
 */
export function cookiePlace(name: string, path: string, isSecure: boolean): CookiePlace {
  return isSecure ? { name: `__Host-${name}`, path: '/', secure: true } : { name, path, secure: false };
}
