import { PrismaPg } from '@prisma/adapter-pg';

import { PrismaClient } from './generated/client.ts';
import type { SqlPool } from './sql-pool.ts';

/** Prisma on the process's one pool. */
export class PrismaService extends PrismaClient {
  constructor(pool: SqlPool) {
    super({ adapter: new PrismaPg(pool) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
