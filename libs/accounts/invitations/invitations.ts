import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { StaffActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import { Mailer } from '#mail';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { requireRank } from '../access/rank.ts';
import { lockWorkspace } from '../access/workspace-lock.ts';
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

  /** Throws `forbidden` for a role above one's own. The answer waits for the mail server, for a few seconds at most. */
  async create(
    by: Requester<StaffActor>,
    { email, role }: RouteRequest<'invitation.create'>,
    origin: string,
  ): Promise<RouteOutput<'invitation.create'>> {
    const { workspaceId, name: invitedBy } = by.actor;
    requireRank(by.actor, role);
    const { workspace, invitation, token } = await this.changes.run(by, async (change) => {
      const workspace = await lockWorkspace(change.tx, workspaceId);
      return { workspace, ...(await issueInvitation(change, { workspaceId, email, role, invitedBy })) };
    });
    const url = this.links.to('invitation', token, origin);
    const isMailed = await this.mailer.send(invitation.email, invitationLetter(invitation, workspace.name, url));
    return { invitation: presentInvitation(invitation), url, isMailed };
  }

  /** Throws `not_found` for one that is not open any more. */
  async revoke(by: Requester<StaffActor>, id: string): Promise<void> {
    const { workspaceId } = by.actor;
    await this.changes.run(by, async ({ tx, note }) => {
      const where = { id, workspaceId, ...openInvitations() };
      const [invitation] = await tx.invitation.updateManyAndReturn({ where, data: { revokedAt: new Date() } });
      if (!invitation) throw new DomainError('not_found');
      requireRank(by.actor, invitation.role);
      note({ action: 'invitation.revoked', target: { kind: 'invitation', id, name: invitation.email } });
    });
  }
}
