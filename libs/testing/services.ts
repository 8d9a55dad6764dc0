import { randomUUID } from 'node:crypto';

import { testEnvironment } from './test-environment.ts';

/** The Redis that all test files share. */
export function redisUrl(): string {
  return testEnvironment('PARLEY_TEST_REDIS_URL');
}

/** A key prefix for one test file: files must not hear each other. */
export function redisPrefix(): string {
  return `test:${randomUUID()}:`;
}

/** The browser's program, for playwright's `executablePath`. */
export function chromiumPath(): string {
  return testEnvironment('PARLEY_TEST_CHROMIUM');
}
