import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { SsoLogin, SsoSettings, presentSsoProvider } from '#accounts';
import type { Requester } from '#accounts';
import type { AgentActor } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import { ROUTES } from '#contracts';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, CurrentRequester, Input, Route } from '#http-kit';
import { Logger } from '#observability';
import { addressOf, toDomainError } from '#process';

import { RefreshCookie } from './refresh-cookie.ts';
import { SsoCookie } from './sso-cookie.ts';

@Controller()
export class SsoController {
  readonly #publicUrl: string | null;

  constructor(
    private readonly settings: SsoSettings,
    private readonly sso: SsoLogin,
    private readonly cookie: SsoCookie,
    private readonly refreshCookie: RefreshCookie,
    private readonly logger: Logger,
    @Inject(CONFIG) config: Config,
  ) {
    this.#publicUrl = config.publicUrl;
  }

  @Route('sso.get')
  async get(
    @CurrentActor() { workspaceId }: AgentActor,
    @Input() _: RouteRequest<'sso.get'>,
    @Req() request: FastifyRequest,
  ): Promise<RouteOutput<'sso.get'>> {
    const redirectUrl = this.redirectUrl(request, workspaceId);
    const provider = await this.settings.get(workspaceId);
    return { provider: provider && presentSsoProvider(provider, redirectUrl), redirectUrl };
  }

  @Route('sso.set')
  async set(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() input: RouteRequest<'sso.set'>,
    @Req() request: FastifyRequest,
  ): Promise<RouteOutput<'sso.set'>> {
    const redirectUrl = this.redirectUrl(request, by.actor.workspaceId);
    return presentSsoProvider(await this.settings.set(by, input), redirectUrl);
  }

  @Route('sso.remove')
  remove(@CurrentRequester() by: Requester<AgentActor>, @Input() _: RouteRequest<'sso.remove'>): Promise<void> {
    return this.settings.remove(by);
  }

  @Route('sso.start')
  async start(
    @Input() { email }: RouteRequest<'sso.start'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'sso.start'>> {
    const { url, flow } = await this.sso.start(email, (workspaceId) => this.redirectUrl(request, workspaceId));
    this.cookie.write(reply, flow);
    return { url };
  }

  /** A person's browser comes here, not a program: whatever happens, it is led to a page. */
  @Route('sso.callback')
  async callback(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.cookie.clear(reply);
    void reply.header('Cache-Control', 'no-store').header('Location', await this.finish(request, reply));
  }

  private async finish(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const device = { address: addressOf(request), userAgent: request.headers['user-agent'] ?? null };
    try {
      const query = new URL(request.url, 'http://localhost').search;
      const { workspaceId } = request.params as { workspaceId: string };
      const { refreshToken } = await this.sso.finish({ sealed: this.cookie.read(request), workspaceId, query }, device);
      this.refreshCookie.write(reply, refreshToken);
      return '/console/';
    } catch (error) {
      const { code } = toDomainError(error, this.logger, { requestId: request.id });
      return `/console/login?error=${code}`;
    }
  }

  /**
   * Where the provider leads back to: registered there, so behind a proxy it has to be the address that people see. One for each
   * workspace: what one provider gives out is not taken for the answer of another.
   */
  private redirectUrl({ protocol, host }: FastifyRequest, workspaceId: string): string {
    const path = ROUTES['sso.callback'].path.replace(':workspaceId', workspaceId);
    return new URL(path, this.#publicUrl ?? `${protocol}://${host}`).href;
  }
}
