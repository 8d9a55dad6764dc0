import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { AccessTokens, AgentPresence, agentActor, presentAgent } from '#accounts';
import type { SignedIn } from '#accounts';
import type { RouteOutput } from '#contracts';

import { RefreshCookie } from './refresh-cookie.ts';

/** What a browser gets whose person has signed in: the refresh token in a cookie, the access token in the answer. */
@Injectable()
export class SignInAnswer {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly presence: AgentPresence,
    private readonly cookie: RefreshCookie,
  ) {}

  async give({ agent, sessionId, refreshToken }: SignedIn, reply: FastifyReply): Promise<RouteOutput<'auth.login'>> {
    this.cookie.write(reply, refreshToken);
    const { token, expiresAt } = await this.tokens.issue(agentActor(agent, sessionId), 'access');
    const online = await this.presence.online(agent.workspaceId);
    return { accessToken: token, expiresAt, agent: presentAgent(agent, online) };
  }
}
