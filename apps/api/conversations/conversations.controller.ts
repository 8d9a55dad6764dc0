import { Controller } from '@nestjs/common';

import type { SignedInActor, StaffActor, VisitorActor } from '#common';
import type { Appended, Conversation, RouteOutput, RouteRequest } from '#contracts';
import { Assignments, Closing, Conversations } from '#conversations';
import { CurrentActor, Input, Route } from '#http-kit';

@Controller()
export class ConversationsController {
  constructor(
    private readonly conversations: Conversations,
    private readonly assignments: Assignments,
    private readonly closing: Closing,
  ) {}

  @Route('conversation.create')
  create(
    @CurrentActor() visitor: VisitorActor,
    @Input() { clientId }: RouteRequest<'conversation.create'>,
  ): Promise<Conversation> {
    return this.conversations.create(visitor, clientId);
  }

  @Route('conversation.list')
  list(
    @CurrentActor() actor: SignedInActor,
    @Input() request: RouteRequest<'conversation.list'>,
  ): Promise<RouteOutput<'conversation.list'>> {
    return this.conversations.list(actor, request);
  }

  @Route('conversation.get')
  get(@CurrentActor() actor: SignedInActor, @Input() request: RouteRequest<'conversation.get'>): Promise<Conversation> {
    return this.conversations.get(actor, request.conversationId);
  }

  @Route('conversation.assign')
  assign(@CurrentActor() actor: StaffActor, @Input() input: RouteRequest<'conversation.assign'>): Promise<Appended> {
    return this.assignments.assign(actor, input);
  }

  @Route('conversation.close')
  close(@CurrentActor() actor: StaffActor, @Input() input: RouteRequest<'conversation.close'>): Promise<Appended> {
    return this.closing.close(actor, input);
  }

  @Route('conversation.reopen')
  reopen(@CurrentActor() actor: StaffActor, @Input() input: RouteRequest<'conversation.reopen'>): Promise<Appended> {
    return this.closing.reopen(actor, input);
  }
}
