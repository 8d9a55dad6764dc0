import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { AccountsModule } from '#accounts';
import { ConversationsModule } from '#conversations';
import { GatewayKitModule, SocketAdapter } from '#gateway-kit';
import { HttpKitModule } from '#http-kit';

import { AgentInbox } from './agent-inbox.ts';
import { AgentGateway } from './agent.gateway.ts';
import { Follow } from './follow.ts';
import { VisitorGateway } from './visitor.gateway.ts';

@Module({
  imports: [HttpKitModule, AccountsModule, ConversationsModule, GatewayKitModule],
  providers: [AgentGateway, AgentInbox, Follow, VisitorGateway],
})
export class RealtimeModule {}

export function configureRealtime(app: NestFastifyApplication): void {
  app.useWebSocketAdapter(new SocketAdapter(app));
}
