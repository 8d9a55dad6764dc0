let addresses = 0;

/** One that nobody else has (RFC 5737, and what is next to it), for tests behind a proxy that is trusted. */
export function anAddress(): string {
  addresses += 1;
  return `198.51.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
}
