import cookie from '@fastify/cookie';
import compress from '@fastify/compress';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { AccountsModule } from '#accounts';
import { ConversationsModule } from '#conversations';
import { HttpKitModule } from '#http-kit';
import { TranscriptsModule } from '#transcripts';
import { VisitorsModule } from '#visitors';

import { AccessGuard } from './access.guard.ts';
import { AgentsController } from './auth/agents.controller.ts';
import { AuthController } from './auth/auth.controller.ts';
import { RefreshCookie } from './auth/refresh-cookie.ts';
import { SocketTicketsController } from './auth/socket-tickets.controller.ts';
import { ConversationsController } from './conversations/conversations.controller.ts';
import { MessagesController } from './conversations/messages.controller.ts';
import { ReadingController } from './conversations/reading.controller.ts';
import { OpenApiController } from './openapi/openapi.controller.ts';
import { servePages } from './pages/serve-pages.ts';
import { VisitorsController } from './visitors/visitors.controller.ts';

@Module({
  imports: [HttpKitModule, AccountsModule, VisitorsModule, ConversationsModule, TranscriptsModule],
  controllers: [
    AgentsController,
    AuthController,
    ConversationsController,
    MessagesController,
    OpenApiController,
    ReadingController,
    SocketTicketsController,
    VisitorsController,
  ],
  providers: [RefreshCookie, { provide: APP_GUARD, useClass: AccessGuard }],
})
export class ApiModule {}

/** Fastify's plugins of the REST door. */
export async function configureApi(app: NestFastifyApplication): Promise<void> {
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'identity'] });
  await app.register(cookie);
  await servePages(app);
}
