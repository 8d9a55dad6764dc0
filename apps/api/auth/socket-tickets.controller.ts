import { Controller, Inject } from '@nestjs/common';

import { SocketTickets } from '#accounts';
import type { SessionActor } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, Input, Route } from '#http-kit';

@Controller()
export class SocketTicketsController {
  constructor(
    private readonly tickets: SocketTickets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('socket.ticket')
  async issue(
    @CurrentActor() actor: SessionActor,
    @Input() _: RouteRequest<'socket.ticket'>,
  ): Promise<RouteOutput<'socket.ticket'>> {
    const { token, expiresAt } = await this.tickets.issue(actor);
    return { ticket: token, expiresAt, url: this.config.realtimeUrl, sessionSeconds: this.config.socketSessionSeconds };
  }
}
