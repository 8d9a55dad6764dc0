import { Controller } from '@nestjs/common';

import { PasswordChange, PasswordRedemption, PasswordResets } from '#accounts';
import type { Requester } from '#accounts';
import type { AgentActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { ClientAddress, CurrentRequester, Input, RequestOrigin, Route } from '#http-kit';

@Controller()
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordChange,
    private readonly resets: PasswordResets,
    private readonly redemption: PasswordRedemption,
  ) {}

  @Route('password.change')
  change(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() input: RouteRequest<'password.change'>,
  ): Promise<void> {
    return this.passwords.change(by, input);
  }

  @Route('password.forgot')
  forgot(@Input() { email }: RouteRequest<'password.forgot'>, @ClientAddress() address: string): void {
    this.resets.forgot(email, address);
  }

  @Route('password.reset')
  reset(@Input() input: RouteRequest<'password.reset'>, @ClientAddress() address: string): Promise<void> {
    return this.redemption.redeem(input, address);
  }

  @Route('agent.resetPassword')
  handOver(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { agentId }: RouteRequest<'agent.resetPassword'>,
    @RequestOrigin() origin: string,
  ): Promise<RouteOutput<'agent.resetPassword'>> {
    return this.resets.handOver(by, agentId, origin);
  }
}
