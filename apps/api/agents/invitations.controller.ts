import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { InvitationAcceptance, Invitations } from '#accounts';
import type { ClientDevice, Requester } from '#accounts';
import type { StaffActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, CurrentDevice, CurrentRequester, Input, RequestOrigin, Route } from '#http-kit';

import { SignInAnswer } from '../auth/sign-in-answer.ts';

@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly acceptance: InvitationAcceptance,
    private readonly answer: SignInAnswer,
  ) {}

  @Route('invitation.list')
  list(
    @CurrentActor() actor: StaffActor,
    @Input() _: RouteRequest<'invitation.list'>,
  ): Promise<RouteOutput<'invitation.list'>> {
    return this.invitations.list(actor);
  }

  @Route('invitation.create')
  create(
    @CurrentRequester() by: Requester<StaffActor>,
    @Input() input: RouteRequest<'invitation.create'>,
    @RequestOrigin() origin: string,
  ): Promise<RouteOutput<'invitation.create'>> {
    return this.invitations.create(by, input, origin);
  }

  @Route('invitation.revoke')
  revoke(
    @CurrentRequester() by: Requester<StaffActor>,
    @Input() { invitationId }: RouteRequest<'invitation.revoke'>,
  ): Promise<void> {
    return this.invitations.revoke(by, invitationId);
  }

  @Route('invitation.read')
  read(@Input() { token }: RouteRequest<'invitation.read'>): Promise<RouteOutput<'invitation.read'>> {
    return this.acceptance.read(token);
  }

  @Route('invitation.accept')
  async accept(
    @Input() input: RouteRequest<'invitation.accept'>,
    @CurrentDevice() device: ClientDevice,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'invitation.accept'>> {
    return this.answer.give(await this.acceptance.accept(input, device), reply);
  }
}
