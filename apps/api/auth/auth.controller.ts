import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { AgentSessions } from '#accounts';
import type { ClientDevice } from '#accounts';
import { DomainError } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentDevice, Input, Route } from '#http-kit';

import { RefreshCookie } from './refresh-cookie.ts';
import { SignInAnswer } from './sign-in-answer.ts';

@Controller()
export class AuthController {
  constructor(
    private readonly sessions: AgentSessions,
    private readonly answer: SignInAnswer,
    private readonly cookie: RefreshCookie,
  ) {}

  @Route('auth.login')
  async login(
    @Input() credentials: RouteRequest<'auth.login'>,
    @CurrentDevice() device: ClientDevice,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'auth.login'>> {
    return this.answer.give(await this.sessions.login(credentials, device), reply);
  }

  @Route('auth.refresh')
  async refresh(
    @Input() _: RouteRequest<'auth.refresh'>,
    @CurrentDevice() device: ClientDevice,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'auth.refresh'>> {
    const refreshToken = this.cookie.read(request);
    if (!refreshToken) throw new DomainError('unauthenticated');
    return this.answer.give(await this.sessions.refresh(refreshToken, device), reply);
  }

  @Route('auth.logout')
  async logout(
    @Input() _: RouteRequest<'auth.logout'>,
    @CurrentDevice() device: ClientDevice,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const refreshToken = this.cookie.read(request);
    if (refreshToken) await this.sessions.logout(refreshToken, device);
    this.cookie.clear(reply);
  }
}
