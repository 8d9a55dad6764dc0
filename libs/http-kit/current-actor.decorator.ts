import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';

const actors = new WeakMap<FastifyRequest, SignedInActor>();

export function setActor(request: FastifyRequest, actor: SignedInActor): void {
  actors.set(request, actor);
}

/** Who calls, as the door's guard found out. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): SignedInActor => {
  const actor = actors.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new DomainError('unauthenticated');
  return actor;
});
