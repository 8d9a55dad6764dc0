import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { SignedInActor } from '#common';
import { addressOf } from '#process';

import { actorOf } from './current-actor.decorator.ts';

/** Who asks, and from which address (behind trusted proxies the client's own). */
export const CurrentRequester = createParamDecorator(
  (_: unknown, context: ExecutionContext): { actor: SignedInActor; address: string } => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return { actor: actorOf(request), address: addressOf(request) };
  },
);

/** From where a request comes that nobody has signed in for. */
export const ClientAddress = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  addressOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
