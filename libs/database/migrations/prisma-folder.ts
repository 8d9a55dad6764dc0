import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';

/** The folder `prisma` of the repository or image: the sources lie two levels below it, the compiled files three. */
export function prismaFolder(from: string = import.meta.dirname): string {
  const folder = join(from, 'prisma');
  if (existsSync(join(folder, 'migrations'))) return folder;
  if (dirname(from) === from)
    throw new Error('The folder prisma/migrations is missing: it belongs beside package.json.');
  return prismaFolder(dirname(from));
}

export async function readSchema(folder: string): Promise<SchemaContainer> {
  return { path: 'schema.prisma', content: await readFile(join(folder, 'schema.prisma'), 'utf8') };
}

/** All migrations in the order of their names. */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const baseDir = join(folder, 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.toSorted().map((name) => readMigration(baseDir, name))),
  };
}

async function readMigration(baseDir: string, name: string) {
  const value = await readFile(join(baseDir, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
}
