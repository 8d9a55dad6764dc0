import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { AccessTokens, ApiKeys, looksLikeApiKey } from '#accounts';
import type { SignedInActor } from '#common';
import { addressOf } from '#http-kit';
import { AccessCheck } from '#visitors';

/** Who sends a request. */
@Injectable()
export class Authentication {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly keys: ApiKeys,
    private readonly access: AccessCheck,
  ) {}

  /** As they are at this moment: a token whose session has ended is worthless at once. Throws what tells the client what to do. */
  async identify(request: FastifyRequest): Promise<SignedInActor> {
    const token = bearer(request.headers.authorization);
    if (token !== undefined && looksLikeApiKey(token)) return this.keys.authenticate(token);
    const { actor } = await this.tokens.verify(token, 'access');
    return this.access.check({ actor, address: addressOf(request) });
  }
}

/** RFC 6750, header only: tokens in URLs end up in logs. */
function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
}
