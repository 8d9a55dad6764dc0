import { Injectable } from '@nestjs/common';

import { DomainError, matchesSessionToken, newId, parseSessionToken } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Agent, Invitation, Workspace } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Change } from '../access/access-changes.ts';
import { AgentSessions } from '../agent-sessions.ts';
import type { SignedIn } from '../agent-sessions.ts';
import { agentActor, agentTarget } from '../agent.presenter.ts';
import { requireStrongPassword } from '../passwords/password-rule.ts';
import { hashPassword } from '../passwords/passwords.ts';
import type { ClientDevice } from '../sessions/client-device.ts';
import { openSession } from '../sessions/open-session.ts';
import { openInvitations } from './open-invitations.ts';

/** What the invitation does not say of the agent it makes. Without a password for who signs in elsewhere. */
export type Newcomer = Pick<Agent, 'id' | 'name' | 'passwordHash'>;

/** From a link to an agent who is signed in. A link works once, however many try at the same time. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly sessions: AgentSessions,
  ) {}

  /** Throws `link_expired` for whatever is no open invitation, and does not say why. */
  async read(token: string): Promise<RouteOutput<'invitation.read'>> {
    const { email, role, workspace } = await this.find(token);
    return { email, role, workspaceName: workspace.name };
  }

  /** Throws `link_expired`, `weak_password`, and `already_exists` when the address has become an agent's meanwhile. */
  async accept({ token, name, password }: RouteRequest<'invitation.accept'>, device: ClientDevice): Promise<SignedIn> {
    const invitation = await this.find(token);
    const { email, role, workspaceId, workspace } = invitation;
    await requireStrongPassword(password, { name, email, workspaceName: workspace.name }, 'password');
    const newcomer = { id: newId(), name, passwordHash: await hashPassword(password) };
    const sessionId = newId();
    const by = { actor: agentActor({ ...newcomer, workspaceId, role }, sessionId), address: device.address };
    return this.changes.run(by, async (change) => {
      const agent = await joinByInvitation(change, invitation, newcomer);
      const session = await openSession(change, { id: sessionId, agent, device, method: 'invitation' });
      return this.sessions.signedIn({ ...session, agent });
    });
  }

  private async find(text: string): Promise<Invitation & { workspace: Workspace }> {
    const token = parseSessionToken(text);
    if (!token) throw new DomainError('link_expired');
    const where = { id: token.id, ...openInvitations() };
    const invitation = await this.prisma.invitation.findFirst({ where, include: { workspace: true } });
    if (!invitation || !matchesSessionToken(token, invitation.secretHash)) throw new DomainError('link_expired');
    return invitation;
  }
}

/**
 * Uses up an invitation and makes the agent, as part of a change. Of several at once the first one wins, the others get
 * `link_expired`; `already_exists` when the address, invited to two workspaces, has become an agent of the other one.
 */
export async function joinByInvitation(
  { tx, note }: Change,
  { id, workspaceId, email, role }: Invitation,
  newcomer: Newcomer,
): Promise<Agent> {
  const used = await tx.invitation.updateMany({
    where: { id, ...openInvitations() },
    data: { acceptedAt: new Date() },
  });
  if (used.count === 0) throw new DomainError('link_expired');
  const data = [{ ...newcomer, workspaceId, email, role }];
  const [agent] = await tx.agent.createManyAndReturn({ data, skipDuplicates: true });
  if (!agent) throw new DomainError('already_exists');
  note({ action: 'agent.joined', target: agentTarget(agent), details: { role, email, method: 'invitation' } });
  return agent;
}
