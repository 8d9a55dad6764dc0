export * from './actor.ts';
export * from './batch-loader.ts';
export * from './cursor.ts';
export * from './domain-error.ts';
export * from './ids.ts';
export * from './session-token.ts';
export * from './time.ts';
export * from './validate.ts';
