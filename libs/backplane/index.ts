export { BackplaneModule } from './backplane.module.ts';
export { createBackplane } from './backplane.ts';
export type { Backplane, BackplaneOptions } from './backplane.ts';
export * from './bus.ts';
export { channels, DEFAULT_KEY_PREFIX } from './keys.ts';
export * from './presence.ts';
export type { Report } from './report.ts';
