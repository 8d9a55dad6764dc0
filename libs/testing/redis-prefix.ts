import { randomUUID } from 'node:crypto';

/** A key prefix for one test file: files share a Redis and must not hear each other. */
export function redisPrefix(): string {
  return `test:${randomUUID()}:`;
}
