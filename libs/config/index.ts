export * from './config.module.ts';
export * from './config.ts';
export { environment } from './schema.ts';
