import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { AgentActor } from '#common';
import type { RouteRequest } from '#contracts';
import { PrismaService } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { agentTarget } from '../agent.presenter.ts';
import { LoginThrottle } from '../login-throttle.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { requireStrongPassword } from './password-rule.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { setPassword } from './set-password.ts';

/** An agent sets another password. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly throttle: LoginThrottle,
  ) {}

  /**
   * Ends the other sessions. Throws `invalid_credentials`, `rate_limited` and `weak_password`; and `forbidden` for who has none yet,
   * because they sign in elsewhere: a session alone must not open a way in that outlives it. A link does, which reaches its owner.
   */
  async change(
    by: Requester<AgentActor>,
    { currentPassword, newPassword }: RouteRequest<'password.change'>,
  ): Promise<void> {
    const { id, sessionId: except } = by.actor;
    const agent = await this.prisma.agent.findFirst({ where: { id, removedAt: null }, include: { workspace: true } });
    if (!agent) throw new DomainError('session_ended');
    if (agent.passwordHash === null) throw new DomainError('forbidden');
    await this.throttle.confirm(id, async () => {
      const isRight = await isPassword(currentPassword ?? '', agent.passwordHash);
      if (!isRight) throw new DomainError('invalid_credentials');
    });
    const { name, email, workspace } = agent;
    await requireStrongPassword(newPassword, { name, email, workspaceName: workspace.name }, 'newPassword');
    const next = await hashPassword(newPassword);
    await this.changes.run(by, async (change) => {
      await setPassword(change, agent, next);
      change.note({ action: 'password.changed', target: agentTarget(agent) });
      await endSessions(change, agent, { reason: 'password_changed', except });
    });
  }
}
