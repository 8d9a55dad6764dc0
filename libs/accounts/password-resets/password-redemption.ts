import { Injectable } from '@nestjs/common';

import { DomainError, matchesSessionToken, parseSessionToken } from '#common';
import type { RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Agent, PasswordReset, Prisma, Workspace } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Change } from '../access/access-changes.ts';
import { lockAgent } from '../access/agent-lock.ts';
import { agentActor, agentTarget } from '../agent.presenter.ts';
import { LoginThrottle } from '../login-throttle.ts';
import { requireStrongPassword } from '../passwords/password-rule.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { setPassword } from '../passwords/set-password.ts';
import { endSessions } from '../sessions/end-sessions.ts';

type Owner = Agent & { workspace: Workspace };

/** A new password for who has a link. It works once, however many try at the same time. */
@Injectable()
export class PasswordRedemption {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly throttle: LoginThrottle,
  ) {}

  /** Ends every session of the agent, and opens an account that was shut. Throws `link_expired` and `weak_password`. */
  async redeem({ token, password }: RouteRequest<'password.reset'>, address: string): Promise<void> {
    const { id, agent, issuedById } = await this.find(token);
    const { name, email, workspace } = agent;
    await requireStrongPassword(password, { name, email, workspaceName: workspace.name }, 'password');
    const next = await hashPassword(password);
    // The link stands for the agent, who has no session here.
    const by = { actor: agentActor(agent, id), address };
    await this.changes.run(by, async (change) => {
      await lockAgent(change.tx, agent.id);
      const used = await change.tx.passwordReset.deleteMany({ where: { id, expiresAt: { gt: new Date() } } });
      if (used.count === 0) throw new DomainError('link_expired');
      await setPassword(change, agent, next);
      const details = await issuerOf(change, issuedById);
      change.note({ action: 'password.reset', target: agentTarget(agent), details });
      await endSessions(change, agent, { reason: 'password_reset' });
    });
    await this.throttle.forgive(email);
  }

  private async find(text: string): Promise<PasswordReset & { agent: Owner }> {
    const token = parseSessionToken(text);
    if (!token) throw new DomainError('link_expired');
    const reset = await this.prisma.passwordReset.findFirst({
      where: { id: token.id, expiresAt: { gt: new Date() }, agent: { removedAt: null } },
      include: { agent: { include: { workspace: true } } },
    });
    if (!reset || !matchesSessionToken(token, reset.secretHash)) throw new DomainError('link_expired');
    return reset;
  }
}

/** The link was seen by whoever drew it: nothing for one that was mailed. */
async function issuerOf({ tx }: Change, id: string | null): Promise<Prisma.InputJsonObject> {
  if (id === null) return {};
  const issuer = await tx.agent.findUnique({ where: { id } });
  return { issuedBy: issuer?.name ?? id, issuedById: id };
}
