import { Injectable } from '@nestjs/common';

import { SocketTickets } from '#accounts';
import type { SessionActor } from '#common';
import type { Gatekeeper, Socket } from '#gateway-kit';
import { RateLimits, addressKey } from '#limits';
import { TrustedProxies } from '#process';
import { AccessCheck } from '#visitors';

import { SocketOrigins } from '../socket-origins.ts';

/** Who gets in by the handshake: whoever brings a fresh ticket from a page that may, and is still welcome. */
@Injectable()
export class Admission {
  constructor(
    private readonly tickets: SocketTickets,
    private readonly origins: SocketOrigins,
    private readonly access: AccessCheck,
    private readonly proxies: TrustedProxies,
    private readonly limits: RateLimits,
  ) {}

  /** For the namespace of one audience; tickets of the other are `forbidden` there. */
  to(audience: SessionActor['kind']): Gatekeeper {
    return {
      identify: (socket) => this.identify(socket, audience),
      check: ({ data: { actor, address = null } }) => this.access.check({ actor, address }),
    };
  }

  private async identify(socket: Socket, audience: SessionActor['kind']): Promise<SessionActor> {
    const { auth, headers } = socket.handshake;
    const address = this.proxies.addressOf(socket.request);
    socket.data.address = address;
    await this.limits.consume('handshake', addressKey(address));
    const { actor, trustedUntil } = await this.tickets.redeem(auth.ticket, ({ kind }) => kind === audience);
    socket.data.vouchedUntil = trustedUntil;
    await this.origins.check(headers, actor);
    return actor;
  }
}
