import ipaddr from 'ipaddr.js';

/** Bits of an IPv6 address that one customer of a provider has to himself (RFC 6177): he may change the others at will. */
const CUSTOMER_BITS = 64;

/** Whom an address stands for: all that one person can choose freely counts as one. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${CUSTOMER_BITS}`).toString()}/${CUSTOMER_BITS}`;
}
