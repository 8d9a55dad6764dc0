import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { StaffActor } from '#common';
import { isAtLeast } from '#contracts';
import type { Role } from '#contracts';
import type { Agent, Prisma } from '#database';

import { AccessChanges } from './access/access-changes.ts';
import type { Change } from './access/access-changes.ts';
import type { Requester } from './access/audit-log.ts';
import { lockWorkspaceFor, requireRank } from './access/rank.ts';
import { withdrawGrants } from './access/withdraw-grants.ts';
import { agentTarget } from './agent.presenter.ts';
import { requireAgent } from './require-agent.ts';
import { endSessions } from './sessions/end-sessions.ts';

export interface AgentChange {
  name?: string;
  role?: Role;
}

/** Another name or role for an agent, or none at all any more. A workspace always keeps an owner, however many try at once. */
@Injectable()
export class AgentChanges {
  constructor(private readonly changes: AccessChanges) {}

  /**
   * Throws `forbidden` for a role above one's own, now or then, and `last_owner`. Sockets go on with the new role. What somebody gave
   * out ends when their role is lowered; links that were drawn for them end when it is raised.
   */
  change(by: Requester<StaffActor>, agentId: string, { name, role }: AgentChange): Promise<Agent> {
    return this.changes.run(by, async (change) => {
      const agent = await this.lock(change, by.actor, agentId);
      if (role !== undefined) requireRank(by.actor, role);
      if (role !== undefined && role !== 'owner') await requireAnotherOwner(change.tx, agent);
      const details = differences(agent, { name, role });
      if (Object.keys(details).length === 0) return agent;
      change.note({ action: 'agent.changed', target: agentTarget(agent), details });
      change.concerns('agent', agent.id);
      await followRole(change, agent, role);
      return change.tx.agent.update({ where: { id: agent.id }, data: { name, role } });
    });
  }

  /**
   * Ends every way in, and what they have given out. The row stays, because the logs name it; the address is free for another
   * invitation. Conversations stay assigned until somebody takes them.
   */
  async remove(by: Requester<StaffActor>, agentId: string): Promise<void> {
    await this.changes.run(by, async (change) => {
      const agent = await this.lock(change, by.actor, agentId);
      await requireAnotherOwner(change.tx, agent);
      await change.tx.agent.update({ where: { id: agent.id }, data: removed(agent) });
      await change.tx.passwordReset.deleteMany({ where: { agentId } });
      await change.tx.backupCode.deleteMany({ where: { agentId } });
      const { email, role } = agent;
      change.note({ action: 'agent.removed', target: agentTarget(agent), details: { email, role } });
      change.concerns('agent', agent.id);
      await endSessions(change, agent, { reason: 'agent_removed' });
      await withdrawGrants(change, agent, { reason: 'agent_removed', role: null });
    });
  }

  /** The agent as it is once nobody else can change the workspace's agents; throws `not_found`, and `forbidden` for one above. */
  private async lock({ tx }: Change, actor: StaffActor, id: string): Promise<Agent> {
    await lockWorkspaceFor(tx, actor);
    const agent = await requireAgent(tx, actor.workspaceId, id);
    requireRank(actor, agent.role);
    return agent;
  }
}

async function requireAnotherOwner(tx: Prisma.TransactionClient, { id, workspaceId, role }: Agent): Promise<void> {
  if (role !== 'owner') return;
  const others = await tx.agent.count({ where: { workspaceId, role: 'owner', removedAt: null, id: { not: id } } });
  if (others === 0) throw new DomainError('last_owner');
}

async function followRole(change: Change, agent: Agent, role: Role = agent.role): Promise<void> {
  if (role === agent.role) return;
  if (!isAtLeast(role, agent.role)) return withdrawGrants(change, agent, { reason: 'role_lowered', role });
  // Whoever holds one was allowed to have the account as it was, not as it will be.
  await change.tx.passwordReset.deleteMany({ where: { agentId: agent.id, issuedById: { not: null } } });
}

/** The domain is reserved (RFC 2606): nobody can have such an address. */
function removed({ id }: Agent): Prisma.AgentUpdateInput {
  const secrets = { passwordHash: null, totpSecret: null, totpEnabledAt: null };
  return { removedAt: new Date(), email: `${id}@removed.invalid`, ...secrets };
}

function differences(agent: Agent, wanted: AgentChange): Record<string, { from: string; to: string }> {
  const pairs = (['name', 'role'] as const).map((key) => [key, agent[key], wanted[key]] as const);
  const changed = pairs.filter(([, from, to]) => to !== undefined && to !== from);
  return Object.fromEntries(changed.map(([key, from, to]) => [key, { from, to: to ?? from }]));
}
