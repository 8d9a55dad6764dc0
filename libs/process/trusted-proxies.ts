import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import proxyAddr from '@fastify/proxy-addr';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { CONFIG } from '#config';
import type { Config } from '#config';

/** Whether what stands at this address, so many steps away from us, is a proxy of the operator. */
export type Trust = (address: string, hop: number) => boolean;

/** The operator says which proxies stand in front; nothing is guessed. Nobody named: nobody is believed. */
export function trustIn(proxies: Config['trustedProxies']): Trust {
  if (typeof proxies === 'number') return (_address, hop) => hop < proxies;
  return proxyAddr.compile([...proxies]);
}

/** From where requests come, the same for REST and for socket handshakes. */
@Injectable()
export class TrustedProxies {
  readonly #trust: Trust;

  constructor(@Inject(CONFIG) config: Config) {
    this.#trust = trustIn(config.trustedProxies);
  }

  /** The address of whoever is in front of the trusted proxies. What a client writes into `X-Forwarded-For` itself is not believed. */
  addressOf(request: IncomingMessage): string {
    return clientAddress(proxyAddr.all(request, this.#trust));
  }
}

/**
 * The last of the addresses from us to the client that is one: a proxy may pass on anything. A server that listens on IPv6 sees
 * IPv4 clients as `::ffff:192.0.2.1`: the same person under one name.
 */
export function clientAddress(addresses: readonly string[]): string {
  const address = addresses.findLast((candidate) => isIP(candidate) !== 0) ?? '0.0.0.0';
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** The address of the client that a request comes from, as far as trusted proxies say it. */
export function addressOf({ ip, ips }: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  return clientAddress(ips ?? [ip]);
}
