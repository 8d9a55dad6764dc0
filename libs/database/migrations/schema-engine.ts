import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { EngineAdapter } from './engine-adapter.ts';

/** Every table and enum of the database is ours. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Runs the work with Prisma's schema engine on the database. It is the engine of `prisma migrate` as WebAssembly, which npm
 * brings along: the binary comes from a host that many networks cannot reach.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine, adapter: EngineAdapter) => Promise<T>,
): Promise<T> {
  await (loaded ??= load());
  const adapter = new EngineAdapter(databaseUrl);
  try {
    const options = { datamodels: [['schema.prisma', DATASOURCE]] as [string, string][] };
    const engine = await bindings.SchemaEngine.new(options, ignoreLog, bindMigrationAwareSqlAdapterFactory(adapter));
    return await work(engine, adapter).finally(() => engine.free());
  } finally {
    await adapter.close();
  }
}

/** What the engine must know to connect; the schema itself is given to the calls that need it. */
const DATASOURCE = 'datasource db {\n  provider = "postgresql"\n}\n';

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const code = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': imports() });
  // Prisma's client sets the same hook for its own engine, to the same end.
  if (!('PRISMA_WASM_PANIC_REGISTRY' in globalThis)) {
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: fail } });
  }
  // oxlint-disable no-underscore-dangle -- the names are wasm-bindgen's
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  // oxlint-enable no-underscore-dangle
}

function imports(): WebAssembly.ModuleImports {
  const entries = Object.entries(bindings) as [string, WebAssembly.ImportValue][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name.startsWith('__wbg_setTimeout_') ? timeout : value]),
  );
}

/** The engine never clears the timeout of its own lock, which would keep a finished process alive for ten seconds. */
function timeout(callback: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(callback, ms).unref();
}

/** What fails is thrown as well. */
function ignoreLog(): void {}

/** The engine calls this with the reason before it aborts. */
function fail(message: string): never {
  throw new Error(`The schema engine failed: ${message}`);
}
