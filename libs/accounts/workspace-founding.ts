import { Injectable } from '@nestjs/common';

import { newId, systemActor } from '#common';
import { PrismaService } from '#database';

import { AccessChanges } from './access/access-changes.ts';
import { lockWorkspace } from './access/workspace-lock.ts';
import { issueInvitation } from './invitations/issue-invitation.ts';

/** The beginning of a real workspace: it, and an invitation for its first owner. */
@Injectable()
export class WorkspaceFounding {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
  ) {}

  /**
   * Resolves to the invitation's token. Again with the same name, while nobody has joined yet, it makes another invitation and no
   * other workspace. Throws `already_exists` for an agent's address.
   */
  async found(name: string, email: string): Promise<string> {
    const begun = await this.prisma.workspace.findFirst({ where: { name, agents: { none: {} } } });
    const workspaceId = begun?.id ?? newId();
    return this.changes.run({ actor: systemActor(workspaceId), address: null }, async (change) => {
      if (begun) await lockWorkspace(change.tx, workspaceId);
      else await change.tx.workspace.create({ data: { id: workspaceId, name } });
      const byNobody = { invitedBy: null, invitedById: null };
      const { token } = await issueInvitation(change, { workspaceId, email, role: 'owner', ...byNobody });
      return token;
    });
  }
}
