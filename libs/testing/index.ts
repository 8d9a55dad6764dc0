export * from './create-database.ts';
export * from './free-port.ts';
export * from './redis-prefix.ts';
export * from './service-process.ts';
export * from './services/index.ts';
