import { Controller } from '@nestjs/common';

import { AccessTokens, AgentPresence } from '#accounts';
import type { VisitorActor } from '#common';
import type { RouteOutput, RouteRequest, Site as SiteView } from '#contracts';
import { InboxNews } from '#conversations';
import { ClientAddress, CurrentActor, Input, Route } from '#http-kit';
import { Sites, VisitorSessions, presentSite, presentWelcome, visitorActor } from '#visitors';

@Controller()
export class VisitorsController {
  constructor(
    private readonly sessions: VisitorSessions,
    private readonly sites: Sites,
    private readonly tokens: AccessTokens,
    private readonly presence: AgentPresence,
    private readonly inbox: InboxNews,
  ) {}

  @Route('site.welcome')
  async welcome(@Input() { siteKey }: RouteRequest<'site.welcome'>): Promise<RouteOutput<'site.welcome'>> {
    const site = await this.sites.getByKey(siteKey);
    return presentWelcome(site, await this.presence.isAnyoneOnline(site.workspaceId));
  }

  @Route('visitor.session')
  async session(
    @Input() input: RouteRequest<'visitor.session'>,
    @ClientAddress() address: string,
  ): Promise<RouteOutput<'visitor.session'>> {
    const signedIn = await this.sessions.start({ ...input, address });
    const { visitor, site, sessionToken, changedConversations } = signedIn;
    for (const id of changedConversations) this.inbox.changed(site.workspaceId, id);
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

  @Route('visitor.endSession')
  endSession(
    @Input() { sessionToken }: RouteRequest<'visitor.endSession'>,
    @ClientAddress() address: string,
  ): Promise<void> {
    return this.sessions.end(sessionToken, address);
  }

  @Route('visitor.site')
  async site(@CurrentActor() actor: VisitorActor, @Input() _: RouteRequest<'visitor.site'>): Promise<SiteView> {
    const site = await this.sites.get(actor.workspaceId, actor.siteId);
    return presentSite(site, await this.presence.isAnyoneOnline(actor.workspaceId));
  }
}
