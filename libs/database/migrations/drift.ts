import { prismaFolder, readSchema } from './prisma-folder.ts';
import { NO_FILTERS, withSchemaEngine } from './schema-engine.ts';

/**
 * The SQL that would make the database what prisma/schema.prisma describes; '' when it already is. Compared is what that
 * language can say: tables, columns, types, defaults, keys, indexes, enums. Functions, triggers and check constraints
 * exist in migrations alone.
 */
export async function schemaDrift(databaseUrl: string, folder: string = prismaFolder()): Promise<string> {
  const schema = await readSchema(folder);
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: folder },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  return stdout && /^(?!--)\S/m.test(stdout) ? stdout : '';
}
