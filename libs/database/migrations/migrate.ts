import type {
  DiagnoseMigrationHistoryOutput,
  MigrationList,
  SchemaEngine,
} from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { EngineAdapter } from './engine-adapter.ts';
import { withMigrationLock } from './migration-lock.ts';
import { prismaFolder, readMigrations } from './prisma-folder.ts';
import { NO_FILTERS, withSchemaEngine } from './schema-engine.ts';

/** The database cannot be brought to this version; the message is one sentence for whoever started the process. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Applies what is missing and resolves with the names, oldest first. Any number of processes may call it at once: one
 * works, the others wait and then find nothing to do. Each migration happens as a whole or not at all, so one that failed
 * is tried again at the next call. A database that is ahead of this version is left as it is, which lets an old instance
 * restart during a rolling update. The history is Prisma's own table, `_prisma_migrations`.
 */
export async function migrate(databaseUrl: string, folder: string = prismaFolder()): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  return withMigrationLock(databaseUrl, () =>
    withSchemaEngine(databaseUrl, (engine, adapter) => applyMissing(engine, adapter, migrationsList)),
  );
}

async function applyMissing(engine: SchemaEngine, adapter: EngineAdapter, migrationsList: MigrationList) {
  const before = await diagnose(engine, migrationsList);
  refuseForeignHistory(before);
  for (const migrationName of before.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
  try {
    return (await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames;
  } catch (cause) {
    const { failedMigrationNames } = await diagnose(engine, migrationsList);
    if (!adapter.scriptError || failedMigrationNames.length === 0) throw cause;
    const why = `${failedMigrationNames.join(', ')} failed and changed nothing: ${adapter.scriptError.message}`;
    throw new MigrationError(`The migration ${why}.`, { cause: adapter.scriptError });
  }
}

function diagnose(engine: SchemaEngine, migrationsList: MigrationList): Promise<DiagnoseMigrationHistoryOutput> {
  return engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: NO_FILTERS });
}

function refuseForeignHistory(diagnosis: DiagnoseMigrationHistoryOutput): void {
  const { editedMigrationNames, failedMigrationNames, history } = diagnosis;
  const edited = editedMigrationNames.filter((name) => !failedMigrationNames.includes(name));
  if (edited.length > 0) {
    const what = `The migration ${edited.join(', ')} was edited after this database applied it`;
    throw new MigrationError(`${what}: restore the file and add a new one.`);
  }
  if (history?.diagnostic === 'historiesDiverge') {
    const unknown = history.unpersistedMigrationNames.join(', ');
    throw new MigrationError(`This database belongs to another version of Parley: it has ${unknown}, unknown here.`);
  }
}
