import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

/** Refused although it may be there: nobody is told which addresses inside answer. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';

  constructor(host: string) {
    super(`${host} is not an address of the public internet`);
  }
}

/** Neither loopback, private, link-local nor otherwise set apart, also when IPv6 wraps it. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}

/** Throws `PrivateAddressError` for an address inside. A name passes: `lookupPublic` looks at what it stands for. */
export function requirePublicHost(hostname: string): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new PrivateAddressError(host);
}

/**
 * For a connection's `lookup`: the address that is checked is the one that is connected to, so a name cannot change its mind in
 * between (DNS rebinding). One private address among several is enough to refuse.
 */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const refused = addresses.some(({ address }) => !isPublicAddress(address));
    if (refused) return done(new PrivateAddressError(hostname), []);
    answer(addresses, options.all === true, done);
  });
};

function answer(addresses: LookupAddress[], wantsAll: boolean, done: Parameters<LookupFunction>[2]): void {
  const [first] = addresses;
  if (wantsAll || !first) done(null, addresses);
  else done(null, first.address, first.family);
}
