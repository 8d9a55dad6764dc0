export * from './logger.ts';
export * from './observability.module.ts';
