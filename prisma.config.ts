import { defineConfig } from 'prisma/config';

// `prisma generate` needs no engine but insists on a file where one would be, and otherwise downloads it: any file will do.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/parley' },
});
