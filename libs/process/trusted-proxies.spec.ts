import type { IncomingMessage } from 'node:http';

import { readConfig } from '#config';

import { TrustedProxies } from './trusted-proxies.ts';

const required = { DATABASE_URL: 'postgresql://db/x', REDIS_URL: 'redis://redis', PARLEY_SECRET: 'x'.repeat(32) };

function seenFrom(remoteAddress: string, forwarded: string | undefined, trusted?: string): string {
  const request = {
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage;
  return new TrustedProxies(readConfig({ ...required, PARLEY_TRUSTED_PROXIES: trusted })).addressOf(request);
}

describe('the address of a client', () => {
  it('is who is connected, whatever the headers say, when no proxy is trusted', () => {
    expect(seenFrom('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  });

  it('is what a trusted proxy saw', () => {
    expect(seenFrom('10.0.0.2', '198.51.100.1', '10.0.0.0/8')).toBe('198.51.100.1');
    expect(seenFrom('::ffff:10.0.0.2', '198.51.100.1', '10.0.0.0/8')).toBe('198.51.100.1');
  });

  it('is not what the client wrote in front of that', () => {
    expect(seenFrom('10.0.0.2', '192.0.2.66, 198.51.100.1', 'uniquelocal')).toBe('198.51.100.1');
    expect(seenFrom('10.0.0.2', '192.0.2.66, 198.51.100.1', '1')).toBe('198.51.100.1');
  });

  it('is behind as many proxies as there are', () => {
    expect(seenFrom('10.0.0.2', '192.0.2.66, 198.51.100.1, 10.0.0.1', '2')).toBe('198.51.100.1');
  });

  it('is not believed from somebody who is none of the proxies', () => {
    expect(seenFrom('203.0.113.9', '198.51.100.1', '10.0.0.0/8')).toBe('203.0.113.9');
  });

  it('is always an address, and the same one for IPv4 over IPv6', () => {
    expect(seenFrom('10.0.0.2', 'nonsense', '1')).toBe('10.0.0.2');
    expect(seenFrom('::ffff:203.0.113.9', undefined)).toBe('203.0.113.9');
    expect(seenFrom('2001:db8::7', undefined)).toBe('2001:db8::7');
  });
});
