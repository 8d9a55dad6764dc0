import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { schemaDrift } from './drift.ts';
import { migrate } from './migrate.ts';
import { prismaFolder } from './prisma-folder.ts';

/**
 * Writes a migration from what the migrations so far give, on an empty database, to what prisma/schema.prisma says now.
 * Resolves with the file, or with undefined when they agree. Applies nothing: read it, complete it, then migrate.
 */
export async function newMigration(name: string, folder: string = prismaFolder()): Promise<string | undefined> {
  const sql = await differenceToMigrations(folder);
  if (!sql) return undefined;
  const directory = join(folder, 'migrations', `${timestamp(new Date())}_${name}`);
  const file = join(directory, 'migration.sql');
  await mkdir(directory);
  await writeFile(file, sql);
  return file;
}

async function differenceToMigrations(folder: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-migration-'));
  const postgres = await startEmbeddedPostgres({ directory });
  try {
    await migrate(postgres.url, folder);
    return await schemaDrift(postgres.url, folder);
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true });
  }
}

/** As Prisma writes it: the order of the names is the order of the migrations. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
