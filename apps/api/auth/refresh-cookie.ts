import { Inject, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, isSecure } from '#config';
import type { Config } from '#config';

const NAME = 'parley_refresh';
const LIFETIME_SECONDS = 30 * 24 * 3600;

/**
 * Where the console's refresh token lives: scripts cannot read it (HttpOnly), other sites cannot send it (SameSite=Strict), and
 * it travels to the auth routes alone.
 */
@Injectable()
export class RefreshCookie {
  readonly #options;

  constructor(@Inject(CONFIG) config: Config) {
    this.#options = { path: '/v1/auth', httpOnly: true, sameSite: 'strict', secure: isSecure(config) } as const;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[NAME];
  }

  write(reply: FastifyReply, refreshToken: string): void {
    void reply.setCookie(NAME, refreshToken, { ...this.#options, maxAge: LIFETIME_SECONDS });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(NAME, this.#options);
  }
}
