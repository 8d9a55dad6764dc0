import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { RateLimits } from './rate-limits.ts';
import { TrafficShaper } from './traffic-shaper.ts';

@Global()
@Module({})
export class LimitsModule {
  /** The shaper is older than the application: it stands at the port. */
  static forRoot(shaper: TrafficShaper): DynamicModule {
    const providers = [RateLimits, { provide: TrafficShaper, useValue: shaper }];
    return { module: LimitsModule, providers, exports: providers };
  }
}
