import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';

const actors = new WeakMap<FastifyRequest, SignedInActor>();

export function setActor(request: FastifyRequest, actor: SignedInActor): void {
  actors.set(request, actor);
}

/** Undefined as long as the door's guard has found nobody. */
export function signedInAs(request: FastifyRequest): SignedInActor | undefined {
  return actors.get(request);
}

/** Throws `unauthenticated` where the door's guard has found nobody. */
export function actorOf(request: FastifyRequest): SignedInActor {
  const actor = actors.get(request);
  if (!actor) throw new DomainError('unauthenticated');
  return actor;
}

/** Who calls, as the door's guard found out. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): SignedInActor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
