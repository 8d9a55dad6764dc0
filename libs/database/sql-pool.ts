import { type ClientBase, Pool } from 'pg';

export interface PoolOptions {
  url: string;
  size: number;
  /** How long one statement may take before its caller hears `unavailable`; 15 seconds unless given. */
  queryTimeoutMs?: number;
  /** Told of idle connections that broke. They are replaced. */
  onError?: (error: Error) => void;
}

/** How long a caller waits for a free connection, or for the server to answer, before it hears `unavailable`. */
const CONNECT_TIMEOUT_MS = 5_000;
/** A server that stopped without a word would otherwise be waited for until TCP gives up, which takes hours. */
const QUERY_TIMEOUT_MS = 15_000;

/**
 * The process's one pool of connections; Prisma uses it too. A connection that breaks is replaced and never crashes the
 * process. Sessions run in UTC: Prisma writes and reads times without their zone and takes them for UTC. And they use indexes:
 * every query here has one that also gives its order, but a plan that was made while a table was small would scan and sort it,
 * and be kept while it grows.
 */
export class SqlPool extends Pool {
  constructor({ url, size, queryTimeoutMs = QUERY_TIMEOUT_MS, onError = () => undefined }: PoolOptions) {
    super({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: queryTimeoutMs,
      keepAlive: true,
      // oxlint-disable-next-line typescript/no-misused-promises -- the pool awaits it; its types do not say so
      onConnect: (client) => prepareSession(client, queryTimeoutMs),
    });
    this.on('error', onError);
  }

  async isReachable(): Promise<boolean> {
    return this.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.ending) await this.end();
  }
}

/** The pool waits for it before it hands the connection out. */
async function prepareSession(client: ClientBase, queryTimeoutMs: number): Promise<void> {
  client.on('error', () => undefined); // a connection in use that breaks: its query fails, which is how the caller learns it
  // The server gives up just before we do, so that nothing of ours goes on there unheard.
  const statementTimeoutMs = Math.max(1, Math.round(queryTimeoutMs * 0.9));
  const planner = 'SET enable_seqscan = off; SET enable_bitmapscan = off';
  await client.query(`SET TIME ZONE 'UTC'; SET statement_timeout = ${statementTimeoutMs}; ${planner}`);
}
