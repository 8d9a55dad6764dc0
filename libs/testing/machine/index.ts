/**
 * What the tests need from the machine they run on. An entry of its own, because test/run.ts runs from the sources on plain
 * Node: what it imports must be free of decorators and other syntax that Node cannot strip.
 */
export type { TestEnvironment } from '../test-environment.ts';
export { chromiumProgram } from './chromium.ts';
export * from './postgres.ts';
export * from './redis.ts';
export type { TestService } from './test-service.ts';
