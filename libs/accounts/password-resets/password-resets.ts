import { Injectable } from '@nestjs/common';

import { systemActor } from '#common';
import type { StaffActor } from '#common';
import type { RouteOutput } from '#contracts';
import { PrismaService } from '#database';
import { Mailer } from '#mail';
import { Logger } from '#observability';
import { Lifecycle } from '#process';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { requireRank } from '../access/rank.ts';
import { Agents } from '../agents.ts';
import { Links } from '../links.ts';
import { issueReset } from './issue-reset.ts';
import { resetLetter } from './reset-letter.ts';

/** Links for a new password: mailed to who has forgotten it, or handed to an admin. Redeeming one is `PasswordRedemption`'s. */
@Injectable()
export class PasswordResets {
  readonly #underway = new Set<Promise<void>>();

  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly agents: Agents,
    private readonly links: Links,
    private readonly mailer: Mailer,
    private readonly logger: Logger,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onDrain(async () => void (await Promise.all(this.#underway)));
  }

  /** Returns at once and never fails: whether there is such an agent shows neither in the answer nor in its time. */
  forgot(email: string, address: string): void {
    if (!this.mailer.isEnabled) return;
    const work = this.mail(email.toLowerCase(), address).catch((error: unknown) => {
      this.logger.error('a link for a new password could not be made', { err: error });
    });
    this.#underway.add(work);
    void work.finally(() => this.#underway.delete(work));
  }

  /** Throws `not_found`, and `forbidden` for somebody of a role above one's own. */
  async handOver(
    by: Requester<StaffActor>,
    agentId: string,
    origin: string,
  ): Promise<RouteOutput<'agent.resetPassword'>> {
    const agent = await this.agents.get(by.actor.workspaceId, agentId);
    requireRank(by.actor, agent.role);
    const { token, expiresAt } = await this.changes.run(by, (change) => issueReset(change, agent));
    return { url: this.links.to('new-password', token, origin), expiresAt: expiresAt.toISOString() };
  }

  private async mail(email: string, address: string): Promise<void> {
    const agent = await this.prisma.agent.findFirst({ where: { email, removedAt: null } });
    if (!agent) return;
    const by = { actor: systemActor(agent.workspaceId), address };
    const { token } = await this.changes.run(by, (change) => issueReset(change, agent));
    await this.mailer.send(agent.email, resetLetter(agent.name, this.links.to('new-password', token)));
  }
}
