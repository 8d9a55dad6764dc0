import { Inject, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { FLOW_SECONDS } from '#accounts';
import { CONFIG, isSecure } from '#config';
import type { Config } from '#config';

const NAME = 'parley_sso';

/**
 * What a browser keeps while its person is at the provider: sealed, and for the routes of single sign-on alone. It has to come
 * along when the provider's page leads back here, which SameSite=Strict would not allow.
 */
@Injectable()
export class SsoCookie {
  readonly #options;

  constructor(@Inject(CONFIG) config: Config) {
    this.#options = { path: '/v1/auth/sso', httpOnly: true, sameSite: 'lax', secure: isSecure(config) } as const;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[NAME];
  }

  write(reply: FastifyReply, flow: string): void {
    void reply.setCookie(NAME, flow, { ...this.#options, maxAge: FLOW_SECONDS });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(NAME, this.#options);
  }
}
