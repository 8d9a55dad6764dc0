export * from './failure.ts';
export * from './lifecycle.ts';
export * from './own-origin.ts';
export * from './problem.ts';
export * from './process.module.ts';
export * from './start-process.ts';
export { TrustedProxies, addressOf } from './trusted-proxies.ts';
