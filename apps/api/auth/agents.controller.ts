import { Controller } from '@nestjs/common';

import { AgentPresence, Agents, presentAgent } from '#accounts';
import type { AgentActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, Input, Route } from '#http-kit';

@Controller()
export class AgentsController {
  constructor(
    private readonly agents: Agents,
    private readonly presence: AgentPresence,
  ) {}

  @Route('agent.me')
  async me(@CurrentActor() actor: AgentActor, @Input() _: RouteRequest<'agent.me'>): Promise<RouteOutput<'agent.me'>> {
    const agent = await this.agents.get(actor.workspaceId, actor.id);
    return presentAgent(agent, await this.presence.online(actor.workspaceId));
  }

  @Route('agent.list')
  async list(
    @CurrentActor() actor: AgentActor,
    @Input() _: RouteRequest<'agent.list'>,
  ): Promise<RouteOutput<'agent.list'>> {
    const online = await this.presence.online(actor.workspaceId);
    const agents = await this.agents.list(actor.workspaceId);
    return { agents: agents.map((agent) => presentAgent(agent, online)) };
  }
}
