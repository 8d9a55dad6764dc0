import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import { POLICY, isAllowed } from '#contracts';
import type { Rule } from '#contracts';
import { routeOf, setActor } from '#http-kit';

import { Authentication } from './authentication.ts';
import type { Identified } from './authentication.ts';
import { RequestLimits } from './rate-limits/request-limits.ts';

/** Deny by default: a handler is open only if its route says so, and a route without an entry in the contracts is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authentication: Authentication,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const name = routeOf(context);
    if (!name) throw new DomainError('forbidden');
    const rule: Rule = POLICY[name];
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (rule.anyone) {
      await this.limits.admitStranger(name, request, reply);
      return true;
    }
    const { actor, accessUntil } = await this.identify(request, reply);
    await this.limits.admit(actor, reply);
    if (!isAllowed(name, actor)) throw new DomainError('forbidden');
    setActor(request, actor, accessUntil);
    return true;
  }

  private async identify(request: FastifyRequest, reply: FastifyReply): Promise<Identified> {
    await this.limits.admitBearer(request, reply);
    try {
      return await this.authentication.identify(request);
    } catch (error) {
      if (error instanceof DomainError && error.status < 500) await this.limits.countRefused(request, reply);
      throw error;
    }
  }
}
