import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, of } from 'rxjs';
import type { Observable } from 'rxjs';

import { accountKey } from '#accounts';
import type { ErrorCode, RouteName } from '#contracts';
import { addressOf, routeOf } from '#http-kit';
import { RateLimits, addressKey, countWrong } from '#limits';

type Call = () => Promise<unknown>;
/** Runs the call of a route, or throws `rate_limited`. */
type Bound = (limits: RateLimits, request: FastifyRequest, call: Call) => Promise<unknown>;

/** Nobody's mailbox is flooded from here. Counted whether there is such an account or not: the answers are the same. */
const mail: Bound = async (limits, { body }, call) => {
  const { email } = (body ?? {}) as { email?: unknown };
  if (typeof email === 'string') await limits.consume('mailPerAccount', accountKey(email));
  return call();
};

/** Links and signatures cannot be guessed; who tries at all is stopped. */
function secretOf(...wrong: ErrorCode[]): Bound {
  return (limits, request, call) => {
    const key = addressKey(addressOf(request));
    return countWrong(limits, { rate: 'guessPerAddress', key, wrong }, call);
  };
}

/** Visitors without one are not kept out by those whose website signs badly. */
const identity: Bound = (limits, request, call) => {
  const { identityToken } = (request.body ?? {}) as { identityToken?: unknown };
  return identityToken === undefined ? call() : secretOf('invalid_identity')(limits, request, call);
};

const BOUNDS: Partial<Record<RouteName, Bound>> = {
  'password.forgot': mail,
  'invitation.create': mail,
  'password.reset': secretOf('link_expired'),
  'invitation.read': secretOf('link_expired'),
  'invitation.accept': secretOf('link_expired'),
  'visitor.session': identity,
};

/** What some routes are bound by besides the number of requests. Passwords and codes have `LoginThrottle`. */
@Injectable()
export class RouteLimitsInterceptor implements NestInterceptor {
  constructor(private readonly limits: RateLimits) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const name = context.getType() === 'http' ? routeOf(context) : undefined;
    const bound = name && BOUNDS[name];
    if (!bound) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const call = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    return of(await bound(this.limits, request, call));
  }
}
