import { Controller } from '@nestjs/common';

import { SessionList } from '#accounts';
import type { Requester } from '#accounts';
import type { AgentActor, StaffActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, CurrentRequester, Input, Route } from '#http-kit';

@Controller()
export class SessionsController {
  constructor(private readonly sessions: SessionList) {}

  @Route('session.list')
  own(
    @CurrentActor() actor: AgentActor,
    @Input() _: RouteRequest<'session.list'>,
  ): Promise<RouteOutput<'session.list'>> {
    return this.sessions.own(actor);
  }

  @Route('session.end')
  end(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { sessionId }: RouteRequest<'session.end'>,
  ): Promise<void> {
    return this.sessions.endOwn(by, sessionId);
  }

  @Route('session.endOthers')
  endOthers(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() _: RouteRequest<'session.endOthers'>,
  ): Promise<void> {
    return this.sessions.endOthers(by);
  }

  @Route('agent.sessions')
  ofAgent(
    @CurrentActor() actor: StaffActor,
    @Input() { agentId }: RouteRequest<'agent.sessions'>,
  ): Promise<RouteOutput<'agent.sessions'>> {
    return this.sessions.ofAgent(actor, agentId);
  }

  @Route('agent.endSessions')
  endOfAgent(
    @CurrentRequester() by: Requester<StaffActor>,
    @Input() { agentId, sessionId }: RouteRequest<'agent.endSessions'>,
  ): Promise<void> {
    return this.sessions.endOfAgent(by, agentId, sessionId);
  }
}
