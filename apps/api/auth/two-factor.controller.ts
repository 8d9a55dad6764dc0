import { Controller } from '@nestjs/common';

import { TwoFactor } from '#accounts';
import type { Requester } from '#accounts';
import type { AgentActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, CurrentRequester, Input, Route } from '#http-kit';

@Controller()
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactor) {}

  @Route('twoFactor.get')
  get(
    @CurrentActor() actor: AgentActor,
    @Input() _: RouteRequest<'twoFactor.get'>,
  ): Promise<RouteOutput<'twoFactor.get'>> {
    return this.twoFactor.get(actor);
  }

  @Route('twoFactor.begin')
  begin(
    @CurrentActor() actor: AgentActor,
    @Input() { password }: RouteRequest<'twoFactor.begin'>,
  ): Promise<RouteOutput<'twoFactor.begin'>> {
    return this.twoFactor.begin(actor, password);
  }

  @Route('twoFactor.enable')
  async enable(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { code }: RouteRequest<'twoFactor.enable'>,
  ): Promise<RouteOutput<'twoFactor.enable'>> {
    return { backupCodes: await this.twoFactor.enable(by, code) };
  }

  @Route('twoFactor.disable')
  disable(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { code }: RouteRequest<'twoFactor.disable'>,
  ): Promise<void> {
    return this.twoFactor.disable(by, code);
  }

  @Route('twoFactor.renewCodes')
  async renewCodes(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { code }: RouteRequest<'twoFactor.renewCodes'>,
  ): Promise<RouteOutput<'twoFactor.renewCodes'>> {
    return { backupCodes: await this.twoFactor.renewCodes(by, code) };
  }

  @Route('agent.disableTwoFactor')
  disableFor(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { agentId }: RouteRequest<'agent.disableTwoFactor'>,
  ): Promise<void> {
    return this.twoFactor.disableFor(by, agentId);
  }
}
