import pg from 'pg';

export interface PoolOptions {
  url: string;
  size: number;
  onError?: (error: Error) => void;
}

/** How long a caller waits for a free connection, or for the server to answer, before it hears `unavailable`. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The process's one pool of connections; Prisma uses it too. An idle connection that breaks is replaced, never a crash. */
export class SqlPool extends pg.Pool {
  constructor({ url, size, onError = () => undefined }: PoolOptions) {
    super({ connectionString: url, max: size, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
    this.on('error', onError);
  }

  async isReachable(): Promise<boolean> {
    return this.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }
}
