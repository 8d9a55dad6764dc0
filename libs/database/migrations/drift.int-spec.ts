import { type EmptyDatabase, emptyDatabase } from '../spec-support/empty-database.ts';
import { schemaDrift } from './drift.ts';
import { migrate } from './migrate.ts';

describe('schemaDrift', () => {
  let database: EmptyDatabase;

  beforeEach(async () => {
    database = await emptyDatabase();
    await migrate(database.url);
  });

  afterEach(() => database.drop());

  it('finds nothing: the migrations and the schema agree', async () => {
    expect(await schemaDrift(database.url)).toBe('');
  });

  it.each([
    ['a column too many', 'ALTER TABLE workspaces ADD COLUMN surplus text', 'DROP COLUMN "surplus"'],
    ['a missing column', 'ALTER TABLE workspaces DROP COLUMN name', 'ADD COLUMN     "name"'],
    ['another type', 'ALTER TABLE workspaces ALTER COLUMN name TYPE varchar(9)', 'SET DATA TYPE TEXT'],
    ['a column that may be null', 'ALTER TABLE workspaces ALTER COLUMN name DROP NOT NULL', 'SET NOT NULL'],
    ['another default', "ALTER TABLE workspaces ALTER COLUMN name SET DEFAULT 'x'", 'DROP DEFAULT'],
    [
      'a missing foreign key',
      'ALTER TABLE sites DROP CONSTRAINT sites_workspace_id_fkey',
      'ADD CONSTRAINT "sites_workspace_id_fkey"',
    ],
    ['an index too many', 'CREATE INDEX surplus ON workspaces (name)', 'DROP INDEX "surplus"'],
    ['another enum value', "ALTER TYPE role ADD VALUE 'surplus'", 'CREATE TYPE "role_new"'],
    ['a table too many', 'CREATE TABLE surplus (id int)', 'DROP TABLE "surplus"'],
  ])('notices %s', async (_name, change, repair) => {
    await database.query(change);
    expect(await schemaDrift(database.url)).toContain(repair);
  });

  it('takes functions, triggers and checks for what they are: things of the migrations alone', async () => {
    await database.query("ALTER TABLE workspaces ADD CONSTRAINT named CHECK (name <> '')");
    await database.query('CREATE FUNCTION surplus() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$');
    expect(await schemaDrift(database.url)).toBe('');
  });
});
