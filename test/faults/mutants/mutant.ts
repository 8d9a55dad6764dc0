import type { Pool } from 'pg';

import { replaceOnce } from '../machine/build.ts';
import type { SourcePatch } from '../machine/build.ts';

/** The product with one mistake put in, to prove that the checker would see it. The sources are not touched. */
export interface Mutant {
  name: string;
  about: string;
  /** Changes to the compiled services. */
  patches?: readonly SourcePatch[];
  /** Changes to the database. */
  alter?: (pool: Pool) => Promise<void>;
  /** Where it is expected to show; any of them will do. */
  scenarios: readonly string[];
}

/** Rewrites the function that appends to logs. Each change is an anchor, which stands there once, and what takes its place. */
export async function rewriteAppend(
  pool: Pool,
  changes: readonly (readonly [anchor: string, replacement: string])[],
): Promise<void> {
  const { rows } = await pool.query<{ sql: string }>(`SELECT pg_get_functiondef('append_events'::regproc) AS sql`);
  let sql = rows[0]?.sql ?? '';
  for (const [anchor, replacement] of changes) sql = replaceOnce(sql, anchor, replacement, 'append_events');
  await pool.query(sql);
}
