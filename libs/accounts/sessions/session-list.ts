import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { AgentActor, StaffActor } from '#common';
import type { RouteOutput } from '#contracts';
import { PrismaService } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { lockWorkspaceFor, requireRank } from '../access/rank.ts';
import { Agents } from '../agents.ts';
import { requireAgent } from '../require-agent.ts';
import { alive, endSessions } from './end-sessions.ts';
import { presentSession } from './session.presenter.ts';

/** Where agents are signed in: to look at, and to end. */
@Injectable()
export class SessionList {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly agents: Agents,
  ) {}

  /** Last used first. */
  async own(actor: AgentActor): Promise<RouteOutput<'session.list'>> {
    return this.of(actor.id, actor.sessionId);
  }

  /** Throws `not_found` for a session that has ended or is somebody else's. */
  async endOwn(by: Requester<AgentActor>, sessionId: string): Promise<void> {
    await this.changes.run(by, async (change) => {
      const count = await endSessions(change, by.actor, { reason: 'ended', only: sessionId });
      if (count === 0) throw new DomainError('not_found');
    });
  }

  async endOthers(by: Requester<AgentActor>): Promise<void> {
    const { actor } = by;
    await this.changes.run(by, (change) => endSessions(change, actor, { reason: 'ended', except: actor.sessionId }));
  }

  async ofAgent(actor: StaffActor, agentId: string): Promise<RouteOutput<'agent.sessions'>> {
    const agent = await this.agents.get(actor.workspaceId, agentId);
    requireRank(actor, agent.role);
    return this.of(agent.id, actor.kind === 'agent' ? actor.sessionId : null);
  }

  /** All of them, or the one that is named; throws `not_found` when that is not alive. */
  async endOfAgent(by: Requester<StaffActor>, agentId: string, only?: string): Promise<void> {
    const { actor } = by;
    await this.changes.run(by, async (change) => {
      await lockWorkspaceFor(change.tx, actor);
      const agent = await requireAgent(change.tx, actor.workspaceId, agentId);
      requireRank(actor, agent.role);
      const count = await endSessions(change, agent, { reason: 'ended', only });
      if (only !== undefined && count === 0) throw new DomainError('not_found');
    });
  }

  private async of(agentId: string, currentId: string | null): Promise<RouteOutput<'session.list'>> {
    const sessions = await this.prisma.agentSession.findMany({
      where: { agentId, ...alive() },
      orderBy: { lastUsedAt: 'desc' },
    });
    return { sessions: sessions.map((session) => presentSession(session, currentId)) };
  }
}
