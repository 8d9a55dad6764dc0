import { startEmbeddedPostgres } from '#database';

import type { DataFolder } from './data-folder.ts';

export interface Database {
  url: string;
  stop(): Promise<void>;
}

/** The database of that address, or a PostgreSQL of our own in a data folder, which one process at a time can have. */
export async function openDatabase(where: string | DataFolder): Promise<Database> {
  if (typeof where === 'string') return { url: where, stop: () => Promise.resolve() };
  const onExit = (reason: string): never => {
    process.stderr.write(`parley: the database ended by itself: ${reason}\n`);
    process.exit(1);
  };
  return startEmbeddedPostgres({ directory: where.database, databaseName: 'parley', onExit });
}
