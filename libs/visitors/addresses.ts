import ipaddr from 'ipaddr.js';

/** The one spelling of an address: IPv4 inside IPv6 counts as IPv4. What is no address stays as it is. */
export function canonicalAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}

/** What to shut out for somebody who was last seen at `address`: it, or with IPv6 their whole /64, as one customer gets at least that. */
export function rangeOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}
