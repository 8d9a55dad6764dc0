export * from './database.module.ts';
export * from './embedded-postgres.ts';
export { freePort } from './embedded/free-port.ts';
export * from './generated/client.ts';
export { migrate, MigrationError } from './migrations/migrate.ts';
export { type CommandLine, signalledWhenParentDies } from './parent-death.ts';
export * from './prisma.service.ts';
export * from './sql-pool.ts';
export * from './unavailable.ts';
