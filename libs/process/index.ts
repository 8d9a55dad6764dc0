export * from './failure.ts';
export * from './lifecycle.ts';
export * from './process.module.ts';
export * from './start-process.ts';
