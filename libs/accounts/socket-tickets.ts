import { Injectable } from '@nestjs/common';

import { Claims } from '#backplane';
import { DomainError } from '#common';
import type { SessionActor } from '#common';
import { DURATIONS } from '#contracts';

import { AccessTokens } from './access-tokens.ts';
import type { IssuedToken } from './access-tokens.ts';

/** Passes for one handshake, or one `session.refresh`: what stands in a handshake is worth nothing to whoever reads it later. */
@Injectable()
export class SocketTickets {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly claims: Claims,
  ) {}

  issue(actor: SessionActor): Promise<IssuedToken> {
    return this.tokens.issue(actor, 'ticket');
  }

  /**
   * Uses the ticket up, unless it is for somebody `isMeant` does not want (`forbidden`). Throws `token_expired`, or
   * `unauthenticated` also for one that was used before.
   */
  async redeem(ticket: unknown, isMeant: (actor: SessionActor) => boolean): Promise<SessionActor> {
    const { actor, tokenId } = await this.tokens.verify(ticket, 'ticket');
    if (!isMeant(actor)) throw new DomainError('forbidden');
    if (!(await this.claims.claim(`ticket:${tokenId}`, DURATIONS.ticket))) throw new DomainError('unauthenticated');
    return actor;
  }
}
