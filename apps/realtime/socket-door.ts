import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { ErrorCode } from '#contracts';
import type { Doorkeeper } from '#gateway-kit';
import { RateLimits, TrafficShaper, addressKey } from '#limits';
import { TrustedProxies } from '#process';

import { SocketOrigins } from './socket-origins.ts';

/** Before there is a connection: from a page that is known, and not one of too many. What becomes of it is the admission's business. */
@Injectable()
export class SocketDoor implements Doorkeeper {
  constructor(
    private readonly origins: SocketOrigins,
    private readonly limits: RateLimits,
    private readonly proxies: TrustedProxies,
    private readonly shaper: TrafficShaper,
  ) {}

  async pass(request: IncomingMessage): Promise<void> {
    await this.shaper.pass(this.proxies.addressOf(request));
  }

  async refusal(request: IncomingMessage): Promise<ErrorCode | null> {
    try {
      await this.limits.consume('connection', addressKey(this.proxies.addressOf(request)));
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
    return (await this.origins.isKnown(request.headers)) ? null : 'origin_not_allowed';
  }
}
