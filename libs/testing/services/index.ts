export * from './chromium.ts';
export * from './find-or-install.ts';
export * from './postgres.ts';
export * from './redis.ts';
export * from './test-environment.ts';
export * from './test-service.ts';
