import { Global, Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';

import { createBackplane } from './backplane.ts';
import type { Backplane, BackplaneOptions } from './backplane.ts';
import { Bus } from './bus.ts';
import { Claims } from './claims.ts';
import { Presence } from './presence.ts';

const BACKPLANE = Symbol('Backplane');

/**
 * Makes `Bus`, `Presence` and `Claims` injectable everywhere and closes them after the gateways have drained. Applications of one
 * process share a memory backplane by importing the same result of `forRoot`.
 */
@Global()
@Module({})
export class BackplaneModule implements OnApplicationShutdown {
  constructor(@Inject(BACKPLANE) private readonly backplane: Backplane) {}

  static forRoot(options: BackplaneOptions): DynamicModule {
    return {
      module: BackplaneModule,
      providers: [
        { provide: BACKPLANE, useFactory: backplaneFactory(options) },
        { provide: Bus, useFactory: ({ bus }: Backplane) => bus, inject: [BACKPLANE] },
        { provide: Presence, useFactory: ({ presence }: Backplane) => presence, inject: [BACKPLANE] },
        { provide: Claims, useFactory: ({ claims }: Backplane) => claims, inject: [BACKPLANE] },
      ],
      exports: [Bus, Presence, Claims],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.backplane.close();
  }
}

function backplaneFactory(options: BackplaneOptions): () => Backplane {
  const create = (): Backplane => createBackplane({ report: warn, ...options });
  if (options.redisUrl !== null) return create;
  const shared = create();
  return () => shared;
}

function warn(message: string, error: unknown): void {
  new Logger('Backplane').warn(`${message}: ${String(error)}`);
}
