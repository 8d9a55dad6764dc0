export { addressKey } from './address-key.ts';
export * from './guessing.ts';
export * from './limits.module.ts';
export * from './rate-limits.ts';
export * from './traffic-shaper.ts';
