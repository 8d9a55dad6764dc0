import { Inject, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { FLOW_SECONDS } from '#accounts';
import { CONFIG, isSecure } from '#config';
import type { Config } from '#config';

import { cookiePlace } from './cookie-place.ts';

/**
 * What a browser keeps while its person is at the provider: sealed, and for the routes of single sign-on alone. It has to come
 * along when the provider's page leads back here, which SameSite=Strict would not allow.
 */
@Injectable()
export class SsoCookie {
  readonly #name: string;
  readonly #options;

  constructor(@Inject(CONFIG) config: Config) {
    const { name, ...place } = cookiePlace('parley_sso', '/v1/auth/sso', isSecure(config));
    this.#name = name;
    this.#options = { ...place, httpOnly: true, sameSite: 'lax' } as const;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name];
  }

  write(reply: FastifyReply, flow: string): void {
    void reply.setCookie(this.#name, flow, { ...this.#options, maxAge: FLOW_SECONDS });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.#name, this.#options);
  }
}
