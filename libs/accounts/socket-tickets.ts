import { Inject, Injectable } from '@nestjs/common';

import { Claims } from '#backplane';
import { DomainError } from '#common';
import type { SessionActor } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import { DURATIONS } from '#contracts';

import { AccessTokens } from './access-tokens.ts';
import type { IssuedToken } from './access-tokens.ts';

/** A ticket for less is not worth the handshake: the client fetches another access token first. */
const LEAST_TRUST_SECONDS = 30;

export interface SocketTicket extends IssuedToken {
  /** For how long a socket is trusted after it. */
  sessionSeconds: number;
}

export interface RedeemedTicket {
  actor: SessionActor;
  /** The socket must not be trusted for longer. */
  trustedUntil: Date | null;
}

/** Passes for one handshake, or one `session.refresh`: what stands in a handshake is worth nothing to whoever reads it later. */
@Injectable()
export class SocketTickets {
  readonly #sessionSeconds: number;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly claims: Claims,
    @Inject(CONFIG) config: Config,
  ) {
    this.#sessionSeconds = config.socketSessionSeconds;
  }

  /**
   * A socket never outlives the access token that its ticket was drawn with: a stolen one is good for what is left of it, over
   * the socket as over REST. Throws `token_expired` when that is too little.
   */
  async issue(actor: SessionActor, accessUntil: Date): Promise<SocketTicket> {
    const left = Math.floor((accessUntil.getTime() - Date.now()) / 1_000);
    if (left < LEAST_TRUST_SECONDS) throw new DomainError('token_expired');
    const ticket = await this.tokens.issue(actor, 'ticket', accessUntil);
    return { ...ticket, sessionSeconds: Math.min(left, this.#sessionSeconds) };
  }

  /**
   * Uses the ticket up, unless it is for somebody `isMeant` does not want (`forbidden`). Throws `token_expired`, or
   * `unauthenticated` also for one that was used before.
   */
  async redeem(ticket: unknown, isMeant: (actor: SessionActor) => boolean): Promise<RedeemedTicket> {
    const { actor, tokenId, trustedUntil } = await this.tokens.verify(ticket, 'ticket');
    if (!isMeant(actor)) throw new DomainError('forbidden');
    if (!(await this.claims.claim(`ticket:${tokenId}`, DURATIONS.ticket))) throw new DomainError('unauthenticated');
    return { actor, trustedUntil };
  }
}
