import { Global, Module } from '@nestjs/common';

import { Lifecycle } from './lifecycle.ts';

@Global()
@Module({ providers: [Lifecycle], exports: [Lifecycle] })
export class ProcessModule {}
