import { Global, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';

import { PrismaService } from './prisma.service.ts';
import { SqlPool } from './sql-pool.ts';

export interface DatabaseOptions {
  url: string;
  poolSize: number;
}

/** Makes `SqlPool` and `PrismaService` injectable everywhere; closes them last. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly pool: SqlPool,
    private readonly prisma: PrismaService,
  ) {}

  static forRoot({ url, poolSize }: DatabaseOptions): DynamicModule {
    const onError = (error: Error): void => new Logger('Database').warn(`a connection was lost: ${error.message}`);
    const pool = { provide: SqlPool, useFactory: () => new SqlPool({ url, size: poolSize, onError }) };
    return { module: DatabaseModule, providers: [pool, PrismaService], exports: [SqlPool, PrismaService] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
  }
}
