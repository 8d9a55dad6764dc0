import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { CONFIG } from './config.ts';
import type { Config } from './config.ts';

/** Makes the settings injectable everywhere: `@Inject(CONFIG) config: Config`. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] };
  }
}
