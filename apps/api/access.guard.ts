import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { AccessTokens } from '#accounts';
import { DomainError } from '#common';
import { POLICY, isAllowed } from '#contracts';
import type { Rule } from '#contracts';
import { routeOf, setActor } from '#http-kit';

/** Deny by default: a handler is open only if its route says so, and a route without an entry in the contracts is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly tokens: AccessTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const name = routeOf(context);
    if (!name) throw new DomainError('forbidden');
    const rule: Rule = POLICY[name];
    if (rule.anyone) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.tokens.verify(bearer(request.headers.authorization), 'access');
    if (!isAllowed(name, actor)) throw new DomainError('forbidden');
    setActor(request, actor);
    return true;
  }
}

/** RFC 6750, header only: tokens in URLs end up in logs. */
function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
}
