export * from './database.module.ts';
export * from './embedded-postgres.ts';
export * from './generated/client.ts';
export { migrate } from './migrations/migrate.ts';
export * from './prisma.service.ts';
export * from './sql-pool.ts';
export * from './unavailable.ts';
