import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { AccessTokens, AgentPresence, AgentSessions, agentActor, presentAgent } from '#accounts';
import type { SignedIn } from '#accounts';
import { DomainError } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { Input, Route } from '#http-kit';

import { RefreshCookie } from './refresh-cookie.ts';

@Controller()
export class AuthController {
  constructor(
    private readonly sessions: AgentSessions,
    private readonly tokens: AccessTokens,
    private readonly presence: AgentPresence,
    private readonly cookie: RefreshCookie,
  ) {}

  @Route('auth.login')
  async login(
    @Input() { email, password }: RouteRequest<'auth.login'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'auth.login'>> {
    return this.answer(await this.sessions.login(email, password), reply);
  }

  @Route('auth.refresh')
  async refresh(
    @Input() _: RouteRequest<'auth.refresh'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'auth.refresh'>> {
    const refreshToken = this.cookie.read(request);
    if (!refreshToken) throw new DomainError('unauthenticated');
    return this.answer(await this.sessions.refresh(refreshToken), reply);
  }

  @Route('auth.logout')
  async logout(
    @Input() _: RouteRequest<'auth.logout'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const refreshToken = this.cookie.read(request);
    if (refreshToken) await this.sessions.logout(refreshToken);
    this.cookie.clear(reply);
  }

  private async answer(
    { agent, sessionId, refreshToken }: SignedIn,
    reply: FastifyReply,
  ): Promise<RouteOutput<'auth.login'>> {
    this.cookie.write(reply, refreshToken);
    const { token, expiresAt } = await this.tokens.issue(agentActor(agent, sessionId), 'access');
    const online = await this.presence.online(agent.workspaceId);
    return { accessToken: token, expiresAt, agent: presentAgent(agent, online) };
  }
}
