import { type EmptyDatabase, emptyDatabase } from '../spec-support/empty-database.ts';
import { PrismaCopy } from '../spec-support/prisma-copy.ts';
import { migrate } from './migrate.ts';

describe('migrate', () => {
  let database: EmptyDatabase;
  let prisma: PrismaCopy;

  beforeEach(async () => {
    database = await emptyDatabase();
    prisma = await PrismaCopy.empty();
  });

  afterEach(async () => {
    await database.drop();
    await prisma.remove();
  });

  const run = () => migrate(database.url, prisma.folder);

  it("applies the repository's migrations to an empty database, and then finds nothing to do", async () => {
    const names = await migrate(database.url);
    expect(names[0]).toMatch(/^\d{14}_foundation$/);
    expect(await migrate(database.url)).toEqual([]);
  });

  it('applies in the order of the names and only what is missing', async () => {
    await prisma.write('2_rename', 'ALTER TABLE first RENAME TO second;');
    await prisma.write('1_create', 'CREATE TABLE first (id int);');
    expect(await run()).toEqual(['1_create', '2_rename']);
    await prisma.write('3_drop', 'DROP TABLE second;');
    expect(await run()).toEqual(['3_drop']);
  });

  it('leaves semicolons in functions, texts and comments alone', async () => {
    await prisma.write(
      '1_function',
      [
        '-- one; two',
        "CREATE FUNCTION twice(n int) RETURNS text LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n || ';'; END $$;",
      ].join('\n'),
    );
    await run();
    expect(await database.query('SELECT twice(2)')).toEqual([{ twice: '4;' }]);
  });

  it('lets one of many processes work and the others wait', async () => {
    await prisma.write('1_slow', 'CREATE TABLE one (id int); SELECT pg_sleep(0.2); CREATE TABLE two (id int);');
    const names = await Promise.all(Array.from({ length: 5 }, run));
    expect(names.flat()).toEqual(['1_slow']);
  });

  it('says what failed, keeps nothing of it, and tries again when it is mended', async () => {
    await prisma.write('1_broken', 'CREATE TABLE one (id int); CREATE TABLE two (id no_such_type);');
    const failure = /^The migration 1_broken failed and changed nothing: type "no_such_type" does not exist\.$/;
    await expect(run()).rejects.toThrow(failure);
    await expect(run()).rejects.toThrow(failure);
    expect(await database.query("SELECT to_regclass('one') AS one")).toEqual([{ one: null }]);

    await prisma.write('1_broken', 'CREATE TABLE one (id int);');
    expect(await run()).toEqual(['1_broken']);
    expect(await run()).toEqual([]);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await prisma.write('1_create', 'CREATE TABLE one (id int);');
    await run();
    await prisma.write('1_create', 'CREATE TABLE one (id bigint);');
    await expect(run()).rejects.toThrow(/^The migration 1_create was edited after this database applied it/);
  });

  it('leaves a database alone that a newer version has migrated further', async () => {
    await prisma.write('1_create', 'CREATE TABLE one (id int);');
    await prisma.write('2_newer', 'CREATE TABLE two (id int);');
    await run();
    await prisma.forget('2_newer');
    expect(await run()).toEqual([]);
  });

  it('refuses a database whose history is another one', async () => {
    await prisma.write('1_theirs', 'CREATE TABLE one (id int);');
    await run();
    await prisma.forget('1_theirs');
    await prisma.write('1_ours', 'CREATE TABLE one (id int);');
    await expect(run()).rejects.toThrow(/^This database belongs to another version of Parley: it has 1_theirs/);
  });

  it('rejects with the reason when the database cannot be reached', async () => {
    await expect(migrate('postgresql://127.0.0.1:1/parley', prisma.folder)).rejects.toThrow('ECONNREFUSED');
  });
});
