import { Module } from '@nestjs/common';

import { AccountsModule } from '#accounts';

import { AccessCheck } from './access/access-check.ts';
import { VisitorStanding } from './access/visitor-standing.ts';
import { Bans } from './bans.ts';
import { Identification } from './identification.ts';
import { IdentityTokens } from './identity-tokens.ts';
import { SessionSuccessors } from './session-successors.ts';
import { SiteOrigins } from './site-origins.ts';
import { SiteSettings } from './site-settings.ts';
import { Sites } from './sites.ts';
import { VisitorSessions } from './visitor-sessions.ts';

const services = [AccessCheck, Bans, SiteOrigins, SiteSettings, Sites, VisitorSessions];

const inside = [Identification, IdentityTokens, SessionSuccessors, VisitorStanding];

@Module({ imports: [AccountsModule], providers: [...services, ...inside], exports: services })
export class VisitorsModule {}
