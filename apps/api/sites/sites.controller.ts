import { Controller } from '@nestjs/common';

import type { Requester } from '#accounts';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentRequester, Input, Route } from '#http-kit';
import { SiteSettings, presentSiteSettings } from '#visitors';

@Controller()
export class SitesController {
  constructor(private readonly sites: SiteSettings) {}

  @Route('site.list')
  async list(
    @CurrentRequester() { actor }: Requester,
    @Input() _: RouteRequest<'site.list'>,
  ): Promise<RouteOutput<'site.list'>> {
    return { sites: (await this.sites.list(actor.workspaceId)).map(presentSiteSettings) };
  }

  @Route('site.create')
  async create(
    @CurrentRequester() by: Requester,
    @Input() input: RouteRequest<'site.create'>,
  ): Promise<RouteOutput<'site.create'>> {
    return presentSiteSettings(await this.sites.create(by, input));
  }

  @Route('site.change')
  async change(
    @CurrentRequester() by: Requester,
    @Input() input: RouteRequest<'site.change'>,
  ): Promise<RouteOutput<'site.change'>> {
    return presentSiteSettings(await this.sites.change(by, input));
  }

  @Route('site.renewSecret')
  async renewSecret(
    @CurrentRequester() by: Requester,
    @Input() { siteId }: RouteRequest<'site.renewSecret'>,
  ): Promise<RouteOutput<'site.renewSecret'>> {
    return { secret: await this.sites.renewSecret(by, siteId) };
  }
}
