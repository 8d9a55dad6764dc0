import { Injectable } from '@nestjs/common';
import { authorizationCodeGrant, buildAuthorizationUrl, fetchUserInfo } from 'openid-client';
import type { Configuration, IDToken, UserInfoResponse } from 'openid-client';

import { DomainError } from '#common';
import { Logger } from '#observability';

import { AgentSessions } from '../agent-sessions.ts';
import type { SignedIn } from '../agent-sessions.ts';
import type { ClientDevice } from '../sessions/client-device.ts';
import { OidcClients } from './oidc-clients.ts';
import { SsoAgents } from './sso-agents.ts';
import { reasonOf, toSsoFailure } from './sso-failure.ts';
import { SsoFlows, authorizationParameters } from './sso-flow.ts';
import type { SsoFlow } from './sso-flow.ts';
import { toPerson } from './sso-person.ts';
import type { SsoPerson } from './sso-person.ts';
import { SsoSettings } from './sso-settings.ts';

export interface StartedSso {
  /** Where the browser goes. */
  url: string;
  /** What it keeps until it is back. */
  flow: string;
}

/** What a browser comes back with. */
export interface SsoReturn {
  /** The flow, as it was kept. */
  sealed: string | undefined;
  /** For which workspace, by the address it was led to. */
  workspaceId: string;
  /** What the provider says. */
  query: string;
}

/** Signing in at a workspace's provider: OpenID Connect's authorization code flow with PKCE. The second factor is the provider's business. */
@Injectable()
export class SsoLogin {
  constructor(
    private readonly settings: SsoSettings,
    private readonly clients: OidcClients,
    private readonly flows: SsoFlows,
    private readonly agents: SsoAgents,
    private readonly sessions: AgentSessions,
    private readonly logger: Logger,
  ) {}

  /** Throws `not_found` for an address whose domain has no provider, whether there is such an agent or not. */
  async start(email: string, redirectUrlOf: (workspaceId: string) => string): Promise<StartedSso> {
    const provider = await this.settings.find(email);
    if (!provider) throw new DomainError('not_found');
    const { workspaceId } = provider;
    const flow = this.flows.begin(workspaceId, redirectUrlOf(workspaceId));
    const url = buildAuthorizationUrl(await this.clients.of(provider), await authorizationParameters(flow, email));
    return { url: url.href, flow: this.flows.seal(flow) };
  }

  /** Throws `sso_refused` or `sso_unavailable`; why, is in the log. */
  async finish({ sealed, workspaceId, query }: SsoReturn, device: ClientDevice): Promise<SignedIn> {
    const flow = this.flows.open(sealed);
    if (!flow) throw this.refused('no sign-in is under way in this browser', {});
    // A provider that sends on what was meant for it gets there with nothing (mix-up, RFC 9700 section 4.4).
    if (flow.workspaceId !== workspaceId) throw this.refused('it came back for another workspace', flow);
    const provider = await this.settings.get(flow.workspaceId);
    if (!provider) throw this.refused('single sign-on was turned off', flow);
    const person = await this.ask(await this.clients.of(provider), flow, query);
    const agent = await this.agents.find(provider, person, device.address);
    if (!agent)
      throw this.refused('the provider knows somebody who has no place here, or whose address is taken', flow);
    return this.sessions.startSession(agent, device, 'sso');
  }

  /** Whom the provider vouches for; everything that can be checked about its answer is. */
  private async ask(client: Configuration, flow: SsoFlow, query: string): Promise<SsoPerson> {
    const { state: expectedState, nonce: expectedNonce, codeVerifier: pkceCodeVerifier, workspaceId } = flow;
    const url = new URL(flow.redirectUrl);
    url.search = query;
    try {
      const tokens = await authorizationCodeGrant(client, url, { expectedState, expectedNonce, pkceCodeVerifier });
      const claims = tokens.claims();
      if (!claims) throw new DomainError('sso_refused');
      return toPerson(claims, await moreAbout(client, claims, tokens.access_token));
    } catch (error) {
      const failure = toSsoFailure(error);
      if (!failure) throw error;
      this.logger.warn('single sign-on failed', { workspaceId, code: failure.code, reason: reasonOf(error) });
      throw failure;
    }
  }

  private refused(reason: string, { workspaceId }: Partial<SsoFlow>): DomainError {
    this.logger.warn('single sign-on failed', { workspaceId, code: 'sso_refused', reason });
    return new DomainError('sso_refused');
  }
}

/** Providers that keep the token short tell the address elsewhere. */
async function moreAbout(
  client: Configuration,
  { sub, email }: IDToken,
  accessToken: string,
): Promise<Partial<UserInfoResponse>> {
  const hasMore = client.serverMetadata().userinfo_endpoint !== undefined;
  return email === undefined && hasMore ? fetchUserInfo(client, accessToken, sub) : {};
}
