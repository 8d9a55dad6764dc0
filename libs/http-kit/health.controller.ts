import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import type { RouteOutput } from '#contracts';
import { SqlPool } from '#database';
import { Lifecycle } from '#process';

import { Route } from './route.decorator.ts';
import { SharedProbe } from './shared-probe.ts';

/**
 * Live: the process runs; restart it when this fails. Ready: it can serve; take it out of the load balancer when this fails.
 * Redis is not part of it: without Redis messages are still stored and reach everyone, only later.
 */
@Controller()
export class HealthController {
  readonly #database: SharedProbe<boolean>;

  constructor(
    private readonly lifecycle: Lifecycle,
    pool: SqlPool,
  ) {
    this.#database = new SharedProbe(() => pool.isReachable());
  }

  @Route('health.live')
  live(): RouteOutput<'health.live'> {
    return { status: 'ok' };
  }

  @Route('health.ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<RouteOutput<'health.ready'>> {
    const status = this.lifecycle.isDraining ? 'draining' : (await this.#database.answer()) ? 'ok' : 'unavailable';
    if (status !== 'ok') void reply.code(503);
    return { status };
  }
}
