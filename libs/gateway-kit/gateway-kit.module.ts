import { Global, Module } from '@nestjs/common';

import { CommandDispatcher } from './command-dispatcher.ts';

@Global()
@Module({ providers: [CommandDispatcher], exports: [CommandDispatcher] })
export class GatewayKitModule {}
