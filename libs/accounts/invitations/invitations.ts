import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { StaffActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Prisma } from '#database';
import { Mailer } from '#mail';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { lockWorkspaceFor, requireRank } from '../access/rank.ts';
import { Links } from '../links.ts';
import { invitationLetter } from './invitation-letter.ts';
import { presentInvitation } from './invitation.presenter.ts';
import { issueInvitation } from './issue-invitation.ts';
import { openInvitations } from './open-invitations.ts';

/** Inviting people to be agents. Accepting is `InvitationAcceptance`'s. */
@Injectable()
export class Invitations {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly links: Links,
    private readonly mailer: Mailer,
  ) {}

  /** Newest first. */
  async list({ workspaceId }: StaffActor): Promise<RouteOutput<'invitation.list'>> {
    const invitations = await this.prisma.invitation.findMany({
      where: { workspaceId, ...openInvitations() },
      orderBy: { createdAt: 'desc' },
    });
    return { invitations: invitations.map(presentInvitation) };
  }

  /**
   * Throws `forbidden` for a role above one's own, of this invitation or one it takes the place of. The answer waits for the mail
   * server, for a few seconds at most. A program does not see the link, which would make an agent of it: without mail it is refused.
   */
  async create(
    by: Requester<StaffActor>,
    { email, role }: RouteRequest<'invitation.create'>,
    origin: string,
  ): Promise<RouteOutput<'invitation.create'>> {
    const { actor } = by;
    const isPerson = actor.kind === 'agent';
    if (!isPerson && !this.mailer.isEnabled) throw new DomainError('forbidden');
    requireRank(actor, role);
    const { workspaceId, name: invitedBy, id: invitedById } = actor;
    const { workspace, invitation, token } = await this.changes.run(by, async (change) => {
      const workspace = await lockWorkspaceFor(change.tx, actor);
      await this.requireRankOfOpen(change.tx, actor, email.toLowerCase());
      const terms = { workspaceId, email, role, invitedBy, invitedById };
      return { workspace, ...(await issueInvitation(change, terms)) };
    });
    const url = this.links.to('invitation', token, origin);
    const isMailed = await this.mailer.send(invitation.email, invitationLetter(invitation, workspace.name, url));
    return { invitation: presentInvitation(invitation), url: isPerson ? url : null, isMailed };
  }

  /** Throws `not_found` for one that is not open any more. */
  async revoke(by: Requester<StaffActor>, id: string): Promise<void> {
    const { workspaceId } = by.actor;
    await this.changes.run(by, async ({ tx, note }) => {
      await lockWorkspaceFor(tx, by.actor);
      const where = { id, workspaceId, ...openInvitations() };
      const [invitation] = await tx.invitation.updateManyAndReturn({ where, data: { revokedAt: new Date() } });
      if (!invitation) throw new DomainError('not_found');
      requireRank(by.actor, invitation.role);
      note({ action: 'invitation.revoked', target: { kind: 'invitation', id, name: invitation.email } });
    });
  }

  private async requireRankOfOpen(tx: Prisma.TransactionClient, actor: StaffActor, email: string): Promise<void> {
    const { workspaceId } = actor;
    const open = await tx.invitation.findMany({ where: { workspaceId, email, ...openInvitations() } });
    for (const { role } of open) requireRank(actor, role);
  }
}
