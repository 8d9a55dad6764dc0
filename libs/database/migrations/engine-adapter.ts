import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import { type FieldDef, Pool, type QueryArrayConfig, type QueryArrayResult } from 'pg';

/** Postgres's internal one-byte type, in which its catalogs keep their codes. */
const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * Prisma's adapter with the two things the schema engine needs beyond it: it reads catalog columns of type "char", and it
 * runs a migration as one script, in one transaction. Prisma's splits at every semicolon, also inside functions.
 */
export class EngineAdapter extends PrismaPg {
  /** Why the newest script failed, in Postgres's words. */
  scriptError: Error | undefined;
  readonly #pool: CatalogPool;

  constructor(databaseUrl: string) {
    const pool = new CatalogPool(databaseUrl);
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      queryRaw: async (query: SqlQuery) => this.#pool.restoreChars(await queryRaw(query)),
      executeScript: (script: string) => this.#execute(script),
    });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #execute(script: string): Promise<void> {
    try {
      await this.#pool.query(script);
    } catch (error) {
      this.scriptError = error as Error;
      throw error;
    }
  }
}

/** One connection, on which the engine asks one thing at a time. It shows "char" columns to the adapter as text. */
class CatalogPool extends Pool {
  #charColumns: number[] = [];

  constructor(connectionString: string) {
    super({ connectionString, max: 1 });
    this.on('error', () => undefined); // the engine's next query reports it
    const query = this.query.bind(this) as (query: QueryArrayConfig) => Promise<QueryArrayResult>;
    this.query = (async (text: QueryArrayConfig) => this.#hideChars(await query(text))) as typeof this.query;
  }

  /** Tells the engine the types that the newest answer really had. */
  restoreChars(result: SqlResultSet): SqlResultSet {
    for (const index of this.#charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  }

  #hideChars(result: QueryArrayResult): QueryArrayResult {
    // A script of several statements has several results, and nobody reads them.
    const chars = (result.fields ?? []).map((field, index) => ({ field, index })).filter(isChar);
    for (const { field } of chars) field.dataTypeID = TEXT_OID;
    this.#charColumns = chars.map(({ index }) => index);
    return result;
  }
}

function isChar({ field }: { field: FieldDef }): boolean {
  return field.dataTypeID === CHAR_OID;
}
