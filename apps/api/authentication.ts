import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { AccessTokens, ApiKeys, looksLikeApiKey } from '#accounts';
import type { SignedInActor } from '#common';
import { addressOf } from '#process';
import { AccessCheck } from '#visitors';

export interface Identified {
  actor: SignedInActor;
  /** When the access token ends; null for a program's key. */
  accessUntil: Date | null;
}

/** Who sends a request. */
@Injectable()
export class Authentication {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly keys: ApiKeys,
    private readonly access: AccessCheck,
  ) {}

  /** As they are at this moment: a token whose session has ended is worthless at once. Throws what tells the client what to do. */
  async identify(request: FastifyRequest): Promise<Identified> {
    const token = bearer(request.headers.authorization);
    if (token !== undefined && looksLikeApiKey(token)) {
      return { actor: await this.keys.authenticate(token), accessUntil: null };
    }
    const { actor, expiresAt } = await this.tokens.verify(token, 'access');
    return { actor: await this.access.check({ actor, address: addressOf(request) }), accessUntil: expiresAt };
  }
}

/** RFC 6750, header only: tokens in URLs end up in logs. */
function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
}
