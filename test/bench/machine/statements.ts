import { runSql } from './postgres.ts';

export interface StatementCount {
  query: string;
  calls: number;
}

/** The account of Parley's realtime instances in the benchmark's database: statements are counted by account. */
export const REALTIME_ACCOUNT = 'realtime';

export async function resetStatements(databaseUrl: string): Promise<void> {
  await runSql(databaseUrl, 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await runSql(databaseUrl, 'SELECT pg_stat_statements_reset()');
}

/** What the realtime instances have asked since then, the most frequent first. */
export async function readStatements(databaseUrl: string): Promise<StatementCount[]> {
  const sql = `SELECT regexp_replace(query, '\\s+', ' ', 'g') AS query, calls::integer
    FROM pg_stat_statements
    WHERE userid = $1::regrole AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY calls DESC`;
  return runSql<StatementCount>(databaseUrl, sql, [REALTIME_ACCOUNT]);
}
