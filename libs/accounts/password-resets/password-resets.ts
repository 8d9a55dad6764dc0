import { Injectable } from '@nestjs/common';

import { DomainError, systemActor } from '#common';
import type { AgentActor } from '#common';
import type { RouteOutput } from '#contracts';
import { PrismaService } from '#database';
import { Mailer } from '#mail';
import { Logger } from '#observability';
import { Lifecycle } from '#process';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { lockWorkspaceFor, requireRank } from '../access/rank.ts';
import { Links } from '../links.ts';
import { requireAgent } from '../require-agent.ts';
import { issueReset } from './issue-reset.ts';
import { resetLetter } from './reset-letter.ts';

/** Links for a new password: mailed to who has forgotten it, or handed to an admin. Redeeming one is `PasswordRedemption`'s. */
@Injectable()
export class PasswordResets {
  readonly #underway = new Set<Promise<void>>();

  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
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

  /**
   * Throws `not_found`, and `forbidden` for somebody of a role above one's own, and for oneself: who has a password proves that they
   * know it.
   */
  async handOver(
    by: Requester<AgentActor>,
    agentId: string,
    origin: string,
  ): Promise<RouteOutput<'agent.resetPassword'>> {
    const { actor } = by;
    if (agentId === actor.id) throw new DomainError('forbidden');
    const { token, expiresAt } = await this.changes.run(by, async (change) => {
      await lockWorkspaceFor(change.tx, actor);
      const agent = await requireAgent(change.tx, actor.workspaceId, agentId);
      requireRank(actor, agent.role);
      return issueReset(change, agent, actor.id);
    });
    return { url: this.links.to('new-password', token, origin), expiresAt: expiresAt.toISOString() };
  }

  private async mail(email: string, address: string): Promise<void> {
    const agent = await this.prisma.agent.findFirst({ where: { email, removedAt: null } });
    if (!agent) return;
    const by = { actor: systemActor(agent.workspaceId), address };
    const { token } = await this.changes.run(by, (change) => issueReset(change, agent, null));
    await this.mailer.send(agent.email, resetLetter(agent.name, this.links.to('new-password', token)));
  }
}
