import type { OnGatewayInit } from '@nestjs/websockets';

import { AccessTokens } from '#accounts';
import { DomainError } from '#common';
import type { VisitorActor } from '#common';
import { NAMESPACES } from '#contracts';
import type { Appended, Command as CommandOf, CommandOutput } from '#contracts';
import { Messages, Receipts, Typing } from '#conversations';
import { Command, CommandDispatcher, CurrentActor, CurrentSocket, Gateway, Input, authenticate } from '#gateway-kit';
import type { Namespace, Socket } from '#gateway-kit';
import { Logger } from '#observability';

import { ConversationRooms } from './conversation-rooms.ts';
import { Follow } from './follow.ts';

@Gateway(NAMESPACES.visitor)
export class VisitorGateway implements OnGatewayInit<Namespace> {
  #rooms!: ConversationRooms;

  constructor(
    private readonly dispatcher: CommandDispatcher,
    private readonly tokens: AccessTokens,
    private readonly follow: Follow,
    private readonly messages: Messages,
    private readonly typing: Typing,
    private readonly receipts: Receipts,
    private readonly logger: Logger,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#rooms = new ConversationRooms(namespace, 'public');
    authenticate(namespace, (ticket) => this.visitor(ticket), this.logger);
    this.dispatcher.serve(namespace, this, 'visitor');
  }

  private async visitor(ticket: unknown): Promise<VisitorActor> {
    const actor = await this.tokens.verify(ticket, 'ticket');
    if (actor.kind !== 'visitor') throw new DomainError('forbidden');
    return actor;
  }

  @Command('resume')
  resume(@CurrentSocket() socket: Socket, @Input() input: CommandOf<'resume'>): Promise<CommandOutput<'resume'>> {
    return this.follow.resume(this.#rooms, socket, input);
  }

  @Command('conversation.leave')
  leave(@CurrentSocket() socket: Socket, @Input() { conversationId }: CommandOf<'conversation.leave'>): void {
    this.#rooms.leave(socket, conversationId);
  }

  @Command('message.send')
  send(
    @CurrentActor() visitor: VisitorActor,
    @Input() input: CommandOf<'message.send'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.messages.send(visitor, input, socket.id);
  }

  @Command('typing')
  tellTyping(@CurrentActor() visitor: VisitorActor, @Input() input: CommandOf<'typing'>): Promise<void> {
    return this.typing.tell(visitor, input);
  }

  @Command('receipt')
  raiseReceipt(@CurrentActor() visitor: VisitorActor, @Input() input: CommandOf<'receipt'>): Promise<void> {
    return this.receipts.raise(visitor, input);
  }
}
