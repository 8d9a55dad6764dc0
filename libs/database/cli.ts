import { migrate } from './migrations/migrate.ts';
import { newMigration } from './migrations/new-migration.ts';

const USAGE = `node --conditions=source libs/database/cli.ts …
  migrate      applies the missing migrations to DATABASE_URL
  new <name>   writes prisma/migrations/<time>_<name> from the changes of prisma/schema.prisma
`;

async function run([command, argument]: string[]): Promise<string> {
  if (command === 'migrate') return migrateConfigured();
  if (command === 'new') return writeNew(argument);
  throw new Error(`Usage: ${USAGE}`);
}

async function migrateConfigured(): Promise<string> {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error('Set DATABASE_URL to the PostgreSQL database that is to be migrated.');
  const names = await migrate(DATABASE_URL);
  return names.length === 0 ? 'Nothing to do.' : `Applied ${names.join(', ')}.`;
}

async function writeNew(name: string | undefined): Promise<string> {
  if (!name || !/^[a-z0-9_]+$/.test(name))
    throw new Error('Name the migration like_this: what it does, in a few words.');
  return (await newMigration(name)) ?? 'The migrations already give what prisma/schema.prisma describes.';
}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
