import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { AccountsModule } from '#accounts';
import { ConversationsModule } from '#conversations';
import { GatewayKitModule, SocketAdapter } from '#gateway-kit';
import { HttpKitModule } from '#http-kit';
import { VisitorsModule } from '#visitors';

import { AccessWatch } from './access/access-watch.ts';
import { Admission } from './access/admission.ts';
import { SessionRefresh } from './access/session-refresh.ts';
import { AgentInbox } from './agent-inbox.ts';
import { AgentGateway } from './agent.gateway.ts';
import { Follow } from './follow.ts';
import { SocketDoor } from './socket-door.ts';
import { SocketOrigins } from './socket-origins.ts';
import { VisitorGateway } from './visitor.gateway.ts';

@Module({
  imports: [HttpKitModule, AccountsModule, VisitorsModule, ConversationsModule, GatewayKitModule],
  providers: [
    AccessWatch,
    Admission,
    AgentGateway,
    AgentInbox,
    Follow,
    SessionRefresh,
    SocketDoor,
    SocketOrigins,
    VisitorGateway,
  ],
})
export class RealtimeModule {}

export function configureRealtime(app: NestFastifyApplication): void {
  app.useWebSocketAdapter(new SocketAdapter(app, app.get(SocketDoor)));
}
