import { Inject, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, isSecure } from '#config';
import type { Config } from '#config';

import { cookiePlace } from './cookie-place.ts';

const LIFETIME_SECONDS = 30 * 24 * 3600;

/**
 * Where the console's refresh token lives: scripts cannot read it (HttpOnly), other sites cannot send it (SameSite=Strict), and
 * without https it travels to the auth routes alone.
 */
@Injectable()
export class RefreshCookie {
  readonly #name: string;
  readonly #options;

  constructor(@Inject(CONFIG) config: Config) {
    const { name, ...place } = cookiePlace('parley_refresh', '/v1/auth', isSecure(config));
    this.#name = name;
    this.#options = { ...place, httpOnly: true, sameSite: 'strict' } as const;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name];
  }

  write(reply: FastifyReply, refreshToken: string): void {
    void reply.setCookie(this.#name, refreshToken, { ...this.#options, maxAge: LIFETIME_SECONDS });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.#name, this.#options);
  }
}
