import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { SigningKeys } from '#accounts';
import type { RouteOutput } from '#contracts';
import { Route } from '#http-kit';

/** Shorter than the notice that a new key gives before it signs. */
const CACHE_SECONDS = 600;

/** What access tokens can be checked by, for programs of the operator. */
@Controller()
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  @Route('auth.keys')
  async published(@Res({ passthrough: true }) reply: FastifyReply): Promise<RouteOutput<'auth.keys'>> {
    void reply.header('Cache-Control', `public, max-age=${CACHE_SECONDS}`);
    return { keys: (await this.keys.published()).map((key) => ({ ...key })) };
  }
}
