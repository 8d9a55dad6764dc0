import { Controller } from '@nestjs/common';

import type { Requester } from '#accounts';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentRequester, Input, Route } from '#http-kit';
import { Bans, presentBan } from '#visitors';

@Controller()
export class BansController {
  constructor(private readonly bans: Bans) {}

  @Route('visitor.ban')
  async banVisitor(
    @CurrentRequester() by: Requester,
    @Input() input: RouteRequest<'visitor.ban'>,
  ): Promise<RouteOutput<'visitor.ban'>> {
    return { bans: (await this.bans.banVisitor(by, input)).map(presentBan) };
  }

  @Route('ban.list')
  async list(
    @CurrentRequester() { actor }: Requester,
    @Input() _: RouteRequest<'ban.list'>,
  ): Promise<RouteOutput<'ban.list'>> {
    return { bans: (await this.bans.list(actor.workspaceId)).map(presentBan) };
  }

  @Route('ban.create')
  async banAddress(
    @CurrentRequester() by: Requester,
    @Input() input: RouteRequest<'ban.create'>,
  ): Promise<RouteOutput<'ban.create'>> {
    return presentBan(await this.bans.banAddress(by, input));
  }

  @Route('ban.lift')
  lift(@CurrentRequester() by: Requester, @Input() { banId }: RouteRequest<'ban.lift'>): Promise<void> {
    return this.bans.lift(by, banId);
  }
}
