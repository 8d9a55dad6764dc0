import { Injectable } from '@nestjs/common';

import { SocketTickets } from '#accounts';
import { DomainError } from '#common';
import type { CommandOutput } from '#contracts';
import { SocketExpiry, applyCheck, beginCheck } from '#gateway-kit';
import type { Socket } from '#gateway-kit';
import { AccessCheck } from '#visitors';

import { AccessWatch } from './access-watch.ts';

/** The command `session.refresh`: a socket that is vouched for again goes on, without reconnecting. */
@Injectable()
export class SessionRefresh {
  constructor(
    private readonly tickets: SocketTickets,
    private readonly access: AccessCheck,
    private readonly expiry: SocketExpiry,
    private readonly watch: AccessWatch,
  ) {}

  /** Throws `forbidden` for a ticket of somebody else, or of another session. */
  async refresh(socket: Socket, ticket: string): Promise<CommandOutput<'session.refresh'>> {
    const { actor, address = null } = socket.data;
    const { trustedUntil } = await this.tickets.redeem(ticket, ({ kind, id, sessionId }) => {
      return kind === actor.kind && id === actor.id && sessionId === actor.sessionId;
    });
    try {
      const check = beginCheck();
      applyCheck(socket, check, await this.access.check({ actor, address }));
    } catch (error) {
      // Whoever is not welcome any more does not stay for the rest of the old time either.
      if (error instanceof DomainError) this.watch.look([socket]);
      throw error;
    }
    socket.data.vouchedUntil = trustedUntil;
    return { expiresAt: this.expiry.trust(socket).toISOString() };
  }
}
