import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';

const actors = new WeakMap<FastifyRequest, SignedInActor>();
const ends = new WeakMap<FastifyRequest, Date>();

/** `accessUntil`: when the access token ends; a program's key has no such end. */
export function setActor(request: FastifyRequest, actor: SignedInActor, accessUntil: Date | null): void {
  actors.set(request, actor);
  if (accessUntil) ends.set(request, accessUntil);
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

/** Until when the caller's access token is good. Throws `unauthenticated` where there is none. */
export const AccessUntil = createParamDecorator((_: unknown, context: ExecutionContext): Date => {
  const until = ends.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!until) throw new DomainError('unauthenticated');
  return until;
});

/** Who calls, as the door's guard found out. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): SignedInActor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
