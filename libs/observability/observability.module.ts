import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { Logger } from './logger.ts';

@Global()
@Module({})
export class ObservabilityModule {
  static forRoot(logger: Logger): DynamicModule {
    return {
      module: ObservabilityModule,
      providers: [{ provide: Logger, useValue: logger }],
      exports: [Logger],
    };
  }
}
