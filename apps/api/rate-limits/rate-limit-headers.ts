import type { FastifyReply } from 'fastify';

import type { Allowance } from '#limits';

/** What is left and when it comes back, for clients that want to be careful (draft-ietf-httpapi-ratelimit-headers). */
export function writeRateLimit(reply: FastifyReply, { name, points, seconds, left, resetMs }: Allowance): void {
  void reply.header('RateLimit-Policy', `"${name}";q=${points};w=${seconds}`);
  void reply.header('RateLimit', `"${name}";r=${left};t=${Math.ceil(resetMs / 1_000)}`);
}
