import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

import { DomainError, validate } from '#common';
import { ROUTES } from '#contracts';
import { routeSchemas } from '#contracts/schemas';

import { routeOf } from './route.decorator.ts';

/** The input of the route: path, query (GET) and body (POST) merged and validated by the route's schema. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const name = routeOf(context);
  if (!name) throw new TypeError('@Input() needs a handler with @Route()');
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { input } = routeSchemas[name];
  const given = ROUTES[name].method === 'GET' ? request.query : withIdempotencyKey(request, input);
  return validate(input, merge(asObject(given), asObject(request.params)));
});

/** `Idempotency-Key` says the same as `clientId` in the body (draft-ietf-httpapi-idempotency-key-header). */
function withIdempotencyKey(request: FastifyRequest, input: z.ZodType): unknown {
  const key = request.headers['idempotency-key'];
  const takesOne = input instanceof z.ZodObject && 'clientId' in input.shape;
  if (typeof key !== 'string' || !takesOne) return request.body;
  const body = asObject(request.body);
  return Object.hasOwn(body, 'clientId') ? body : { ...body, clientId: key.replaceAll('"', '') };
}

function merge(given: object, params: object): object {
  const repeated = Object.keys(params).find((key) => Object.hasOwn(given, key));
  if (repeated) throw new DomainError('invalid_request', [{ path: repeated, message: 'is given by the path' }]);
  return { ...given, ...params };
}

function asObject(value: unknown): object {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  throw new DomainError('invalid_request', [{ path: '', message: 'must be a JSON object' }]);
}
