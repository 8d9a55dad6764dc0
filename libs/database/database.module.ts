import { type DynamicModule, Logger } from '@nestjs/common';

import { PrismaService } from './prisma.service.ts';
import { SqlPool } from './sql-pool.ts';

export interface DatabaseOptions {
  url: string;
  poolSize: number;
}

/**
 * Makes `SqlPool` and `PrismaService` injectable everywhere; both close on shutdown. Written without decorators: tools that
 * Node runs from the sources, such as the test runner, load this lib too, and Node cannot strip those.
 */
export class DatabaseModule {
  static forRoot({ url, poolSize }: DatabaseOptions): DynamicModule {
    const pool = { provide: SqlPool, useFactory: () => new SqlPool({ url, size: poolSize, onError: warn }) };
    const prisma = {
      provide: PrismaService,
      useFactory: (pool: SqlPool) => new PrismaService(pool),
      inject: [SqlPool],
    };
    return { module: DatabaseModule, global: true, providers: [pool, prisma], exports: [SqlPool, PrismaService] };
  }
}

function warn(error: Error): void {
  new Logger('Database').warn(`a connection was lost: ${error.message}`);
}
