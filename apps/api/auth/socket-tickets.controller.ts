import { Controller, Inject } from '@nestjs/common';

import { SocketTickets } from '#accounts';
import type { SessionActor } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import type { RouteOutput, RouteRequest } from '#contracts';
import { AccessUntil, CurrentActor, Input, Route } from '#http-kit';

@Controller()
export class SocketTicketsController {
  constructor(
    private readonly tickets: SocketTickets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('socket.ticket')
  async issue(
    @CurrentActor() actor: SessionActor,
    @AccessUntil() accessUntil: Date,
    @Input() _: RouteRequest<'socket.ticket'>,
  ): Promise<RouteOutput<'socket.ticket'>> {
    const { token: ticket, expiresAt, sessionSeconds } = await this.tickets.issue(actor, accessUntil);
    return { ticket, expiresAt, url: this.config.realtimeUrl, sessionSeconds };
  }
}
