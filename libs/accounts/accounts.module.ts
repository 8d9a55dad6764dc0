import { Module } from '@nestjs/common';

import { AccessTokens } from './access-tokens.ts';
import { AgentPresence } from './agent-presence.ts';
import { AgentSessions } from './agent-sessions.ts';
import { Agents } from './agents.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import { Workspaces } from './workspaces.ts';

const services = [AccessTokens, AgentPresence, AgentSessions, Agents, RefreshTokens, Workspaces];

@Module({ providers: services, exports: services })
export class AccountsModule {}
