import { Injectable } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';

import { PrismaClient } from './generated/client.ts';
import { SqlPool } from './sql-pool.ts';

/** Prisma on the process's one pool. */
@Injectable()
export class PrismaService extends PrismaClient {
  constructor(pool: SqlPool) {
    super({ adapter: new PrismaPg(pool) });
  }
}
