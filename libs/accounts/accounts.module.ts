import { Module } from '@nestjs/common';

import { AccessChanges } from './access/access-changes.ts';
import { AuditLog } from './access/audit-log.ts';
import { AccessTokens } from './access-tokens.ts';
import { AgentPresence } from './agent-presence.ts';
import { AgentSessions } from './agent-sessions.ts';
import { Agents } from './agents.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import { SecretBox } from './secret-box.ts';
import { Workspaces } from './workspaces.ts';

const services = [
  AccessChanges,
  AccessTokens,
  AgentPresence,
  AgentSessions,
  Agents,
  AuditLog,
  RefreshTokens,
  SecretBox,
  Workspaces,
];

@Module({ providers: services, exports: services })
export class AccountsModule {}
