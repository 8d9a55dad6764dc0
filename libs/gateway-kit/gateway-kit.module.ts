import { Global, Module } from '@nestjs/common';

import { CommandDispatcher } from './command-dispatcher.ts';
import { SocketEntrance } from './socket-entrance.ts';
import { SocketExpiry } from './socket-expiry.ts';
import { SocketRegistry } from './socket-registry.ts';

const services = [CommandDispatcher, SocketEntrance, SocketExpiry, SocketRegistry];

@Global()
@Module({ providers: services, exports: services })
export class GatewayKitModule {}
