import { Controller } from '@nestjs/common';

import { AccessTokens, AgentPresence } from '#accounts';
import type { VisitorActor } from '#common';
import type { RouteOutput, RouteRequest, Site as SiteView } from '#contracts';
import { CurrentActor, Input, Route } from '#http-kit';
import { Sites, VisitorSessions, presentSite, visitorActor } from '#visitors';

@Controller()
export class VisitorsController {
  constructor(
    private readonly sessions: VisitorSessions,
    private readonly sites: Sites,
    private readonly tokens: AccessTokens,
    private readonly presence: AgentPresence,
  ) {}

  @Route('visitor.session')
  async session(@Input() input: RouteRequest<'visitor.session'>): Promise<RouteOutput<'visitor.session'>> {
    const signedIn = await this.sessions.start(input.siteKey, input.sessionToken);
    const { visitor, site, sessionToken } = signedIn;
    const { token, expiresAt } = await this.tokens.issue(visitorActor(signedIn), 'access');
    const isOnline = await this.presence.isAnyoneOnline(site.workspaceId);
    return {
      accessToken: token,
      expiresAt,
      sessionToken,
      visitor: { id: visitor.id, name: visitor.name },
      site: presentSite(site, isOnline),
    };
  }

  @Route('visitor.site')
  async site(@CurrentActor() actor: VisitorActor, @Input() _: RouteRequest<'visitor.site'>): Promise<SiteView> {
    const site = await this.sites.get(actor.workspaceId, actor.siteId);
    return presentSite(site, await this.presence.isAnyoneOnline(actor.workspaceId));
  }
}
