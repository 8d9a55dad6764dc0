import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { addressOf } from '#process';

/** From where, and by its own word with what, a request comes: what the list of sessions shows. */
export const CurrentDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): { address: string; userAgent: string | null } => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return { address: addressOf(request), userAgent: request.headers['user-agent'] ?? null };
  },
);

/** The origin that was asked, by the word of the client: for links that go back to this client alone. */
export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { protocol, host } = context.switchToHttp().getRequest<FastifyRequest>();
  return `${protocol}://${host}`;
});
