import { Module } from '@nestjs/common';

import { MailModule } from '#mail';

import { AuditEntries } from './access/audit-entries.ts';
import { AgentChanges } from './agent-changes.ts';
import { InvitationAcceptance } from './invitations/invitation-acceptance.ts';
import { Invitations } from './invitations/invitations.ts';
import { Links } from './links.ts';
import { PasswordRedemption } from './password-resets/password-redemption.ts';
import { PasswordResets } from './password-resets/password-resets.ts';
import { PasswordChange } from './passwords/password-change.ts';
import { SessionList } from './sessions/session-list.ts';
import { AccessChanges } from './access/access-changes.ts';
import { AccessNews } from './access/access-news.ts';
import { AgentStanding } from './access/agent-standing.ts';
import { AuditLog } from './access/audit-log.ts';
import { ExpiredRows } from './access/expired-rows.ts';
import { AccessTokens } from './access-tokens.ts';
import { AgentPresence } from './agent-presence.ts';
import { AgentSessions } from './agent-sessions.ts';
import { Agents } from './agents.ts';
import { ApiKeys } from './api-keys/api-keys.ts';
import { LoginThrottle } from './login-throttle.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import { SecretBox } from './secret-box.ts';
import { SigningKeyStore } from './signing-keys/signing-key-store.ts';
import { SigningKeys } from './signing-keys/signing-keys.ts';
import { SocketTickets } from './socket-tickets.ts';
import { OidcClients } from './sso/oidc-clients.ts';
import { SsoAgents } from './sso/sso-agents.ts';
import { SsoFlows } from './sso/sso-flow.ts';
import { SsoLogin } from './sso/sso-login.ts';
import { SsoSettings } from './sso/sso-settings.ts';
import { BackupCodes } from './two-factor/backup-codes.ts';
import { SecondFactor } from './two-factor/second-factor.ts';
import { TwoFactor } from './two-factor/two-factor.ts';
import { WorkspaceFounding } from './workspace-founding.ts';
import { Workspaces } from './workspaces.ts';

const services = [
  AuditEntries,
  AgentChanges,
  InvitationAcceptance,
  Invitations,
  Links,
  PasswordRedemption,
  PasswordResets,
  PasswordChange,
  SessionList,
  AccessChanges,
  AccessNews,
  AccessTokens,
  AgentPresence,
  AgentSessions,
  AgentStanding,
  Agents,
  ApiKeys,
  AuditLog,
  ExpiredRows,
  BackupCodes,
  LoginThrottle,
  OidcClients,
  RefreshTokens,
  SecondFactor,
  SecretBox,
  SigningKeyStore,
  SigningKeys,
  SocketTickets,
  SsoAgents,
  SsoFlows,
  SsoLogin,
  SsoSettings,
  TwoFactor,
  WorkspaceFounding,
  Workspaces,
];

@Module({ imports: [MailModule], providers: services, exports: services })
export class AccountsModule {}
