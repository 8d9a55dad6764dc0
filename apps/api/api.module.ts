import cookie from '@fastify/cookie';
import compress from '@fastify/compress';
import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { AccountsModule } from '#accounts';
import { ConversationsModule } from '#conversations';
import { HttpKitModule } from '#http-kit';
import { MailModule } from '#mail';
import { TranscriptsModule } from '#transcripts';
import { VisitorsModule } from '#visitors';

import { AccessGuard } from './access.guard.ts';
import { ApiKeysController } from './api-keys/api-keys.controller.ts';
import { AgentsController } from './agents/agents.controller.ts';
import { AuditController } from './agents/audit.controller.ts';
import { InvitationsController } from './agents/invitations.controller.ts';
import { SessionsController } from './agents/sessions.controller.ts';
import { AuthController } from './auth/auth.controller.ts';
import { KeysController } from './auth/keys.controller.ts';
import { PasswordsController } from './auth/passwords.controller.ts';
import { RefreshCookie } from './auth/refresh-cookie.ts';
import { SignInAnswer } from './auth/sign-in-answer.ts';
import { SocketTicketsController } from './auth/socket-tickets.controller.ts';
import { SsoController } from './auth/sso.controller.ts';
import { SsoCookie } from './auth/sso-cookie.ts';
import { TwoFactorController } from './auth/two-factor.controller.ts';
import { Authentication } from './authentication.ts';
import { ConversationsController } from './conversations/conversations.controller.ts';
import { MessagesController } from './conversations/messages.controller.ts';
import { ReadingController } from './conversations/reading.controller.ts';
import { OpenApiController } from './openapi/openapi.controller.ts';
import { servePages } from './pages/serve-pages.ts';
import { RequestLimits } from './rate-limits/request-limits.ts';
import { RouteLimitsInterceptor } from './rate-limits/route-limits.interceptor.ts';
import { shareAcrossOrigins } from './security/cross-origin.ts';
import { SitesController } from './sites/sites.controller.ts';
import { BansController } from './visitors/bans.controller.ts';
import { VisitorsController } from './visitors/visitors.controller.ts';

@Module({
  imports: [HttpKitModule, AccountsModule, VisitorsModule, ConversationsModule, TranscriptsModule, MailModule],
  controllers: [
    AgentsController,
    ApiKeysController,
    AuditController,
    AuthController,
    BansController,
    ConversationsController,
    InvitationsController,
    KeysController,
    MessagesController,
    OpenApiController,
    PasswordsController,
    ReadingController,
    SessionsController,
    SitesController,
    SocketTicketsController,
    SsoController,
    TwoFactorController,
    VisitorsController,
  ],
  providers: [
    Authentication,
    RefreshCookie,
    SignInAnswer,
    SsoCookie,
    RequestLimits,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: RouteLimitsInterceptor },
  ],
})
export class ApiModule {}

/** Fastify's plugins of the REST door. */
export async function configureApi(app: NestFastifyApplication): Promise<void> {
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'identity'] });
  await app.register(cookie);
  shareAcrossOrigins(app);
  await servePages(app);
}
