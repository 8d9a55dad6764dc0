import { Global, Module } from '@nestjs/common';

import { Lifecycle } from './lifecycle.ts';
import { OwnOrigin } from './own-origin.ts';
import { TrustedProxies } from './trusted-proxies.ts';

const services = [Lifecycle, OwnOrigin, TrustedProxies];

@Global()
@Module({ providers: services, exports: services })
export class ProcessModule {}
