import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, of } from 'rxjs';
import type { Observable } from 'rxjs';

import { accountKey } from '#accounts';
import type { ErrorCode, RouteName } from '#contracts';
import { actorOf, routeOf } from '#http-kit';
import { RateLimits, addressKey, countWrong } from '#limits';
import { Mailer } from '#mail';
import { addressOf } from '#process';

type Call = () => Promise<unknown>;
/** What the bounds look at. */
interface Means {
  limits: RateLimits;
  isMailEnabled: boolean;
}
/** Runs the call of a route, or throws `rate_limited`. */
type Bound = (means: Means, request: FastifyRequest, call: Call) => Promise<unknown>;

/** Nobody's mailbox is flooded from here. Counted whether there is such an account or not: the answers are the same. */
const forgotten: Bound = async ({ limits, isMailEnabled }, request, call) => {
  const email = emailIn(request);
  if (email !== null && isMailEnabled) await limits.consume('mailPerAccount', `forgot:${accountKey(email)}`);
  return call();
};

/** By a key of their own: strangers who ask for links to an address cannot keep it from being invited. */
const invitation: Bound = async ({ limits }, request, call) => {
  const email = emailIn(request);
  if (email !== null) await limits.consume('mailPerAccount', `invite:${accountKey(email)}`);
  await limits.consume('mailPerWorkspace', actorOf(request).workspaceId);
  return call();
};

/** Links and signatures cannot be guessed; who tries at all is stopped. */
function secretOf(...wrong: ErrorCode[]): Bound {
  return ({ limits }, request, call) => {
    const key = addressKey(addressOf(request));
    return countWrong(limits, { rate: 'guessPerAddress', key, wrong }, call);
  };
}

/** Visitors without one are not kept out by those whose website signs badly. */
const identity: Bound = (means, request, call) => {
  const { identityToken } = (request.body ?? {}) as { identityToken?: unknown };
  return identityToken === undefined ? call() : secretOf('invalid_identity')(means, request, call);
};

const BOUNDS: Partial<Record<RouteName, Bound>> = {
  'password.forgot': forgotten,
  'invitation.create': invitation,
  'password.reset': secretOf('link_expired'),
  'invitation.read': secretOf('link_expired'),
  'invitation.accept': secretOf('link_expired'),
  'visitor.session': identity,
};

/** What some routes are bound by besides the number of requests. Passwords and codes have `LoginThrottle`. */
@Injectable()
export class RouteLimitsInterceptor implements NestInterceptor {
  readonly #means: Means;

  constructor(limits: RateLimits, mailer: Mailer) {
    this.#means = { limits, isMailEnabled: mailer.isEnabled };
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const name = context.getType() === 'http' ? routeOf(context) : undefined;
    const bound = name && BOUNDS[name];
    if (!bound) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const call = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    return of(await bound(this.#means, request, call));
  }
}

function emailIn({ body }: FastifyRequest): string | null {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email : null;
}
