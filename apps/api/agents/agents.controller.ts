import { Controller } from '@nestjs/common';

import { AgentChanges, AgentPresence, Agents, presentAgent } from '#accounts';
import type { Requester } from '#accounts';
import type { AgentActor, StaffActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, CurrentRequester, Input, Route } from '#http-kit';

@Controller()
export class AgentsController {
  constructor(
    private readonly agents: Agents,
    private readonly changes: AgentChanges,
    private readonly presence: AgentPresence,
  ) {}

  @Route('agent.me')
  async me(@CurrentActor() actor: AgentActor, @Input() _: RouteRequest<'agent.me'>): Promise<RouteOutput<'agent.me'>> {
    const agent = await this.agents.get(actor.workspaceId, actor.id);
    return presentAgent(agent, await this.presence.online(actor.workspaceId));
  }

  @Route('agent.list')
  async list(
    @CurrentActor() actor: StaffActor,
    @Input() _: RouteRequest<'agent.list'>,
  ): Promise<RouteOutput<'agent.list'>> {
    const online = await this.presence.online(actor.workspaceId);
    const agents = await this.agents.list(actor.workspaceId);
    return { agents: agents.map((agent) => presentAgent(agent, online)) };
  }

  @Route('agent.change')
  async change(
    @CurrentRequester() by: Requester<StaffActor>,
    @Input() { agentId, ...change }: RouteRequest<'agent.change'>,
  ): Promise<RouteOutput<'agent.change'>> {
    const agent = await this.changes.change(by, agentId, change);
    return presentAgent(agent, await this.presence.online(agent.workspaceId));
  }

  @Route('agent.remove')
  remove(
    @CurrentRequester() by: Requester<StaffActor>,
    @Input() { agentId }: RouteRequest<'agent.remove'>,
  ): Promise<void> {
    return this.changes.remove(by, agentId);
  }
}
