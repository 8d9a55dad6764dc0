import { DomainError } from '#common';

import { isAcceptableUrl } from './provider-fetch.ts';

const METADATA = '/.well-known/openid-configuration';

/**
 * An issuer as it is compared and asked: also from the address of its metadata, which people have at hand. Throws
 * `invalid_request` for plain http beyond this machine, and for what could not be checked to be the issuer it says it is.
 */
export function readIssuer(text: string): string {
  const url = new URL(text);
  if (url.pathname.endsWith(METADATA)) url.pathname = url.pathname.slice(0, -METADATA.length);
  const isPlain = !url.search && !url.hash && !url.username && !url.password && !url.pathname.includes('/.well-known/');
  if (!isPlain) throw refused('must be the address of an issuer and nothing else');
  if (!isAcceptableUrl(url)) throw refused('must begin with https://');
  return url.href;
}

function refused(message: string): DomainError {
  return new DomainError('invalid_request', [{ path: 'issuer', message }]);
}
