import { Module } from '@nestjs/common';

import { Sites } from './sites.ts';
import { VisitorSessions } from './visitor-sessions.ts';

const services = [Sites, VisitorSessions];

@Module({ providers: services, exports: services })
export class VisitorsModule {}
