/** Constants and types: safe for browsers, and free of zod. The schemas are the other entry, `#contracts/schemas`. */
export * from './audit.ts';
export * from './commands.ts';
export * from './entities.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './limits.ts';
export * from './policy.ts';
export * from './routes.ts';
export type * from './types.ts';
