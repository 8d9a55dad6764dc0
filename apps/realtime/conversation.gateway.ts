import type { OnGatewayInit } from '@nestjs/websockets';

import type { SessionActor } from '#common';
import type { Appended, Audience, Command as CommandOf, CommandOutput } from '#contracts';
import { Messages, Receipts, Typing } from '#conversations';
import { Command, CurrentActor, CurrentSocket, Input } from '#gateway-kit';
import type { Namespace, Socket } from '#gateway-kit';

import { SessionRefresh } from './access/session-refresh.ts';
import { ConversationRooms } from './conversation-rooms.ts';
import { Follow } from './follow.ts';

/** The commands of everyone who takes part in a conversation. */
export abstract class ConversationGateway implements OnGatewayInit<Namespace> {
  #rooms!: ConversationRooms;

  constructor(
    private readonly audience: Audience,
    private readonly sessions: SessionRefresh,
    private readonly follow: Follow,
    protected readonly messages: Messages,
    private readonly typing: Typing,
    private readonly receipts: Receipts,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#rooms = new ConversationRooms(namespace, this.audience);
  }

  @Command('session.refresh')
  refresh(
    @CurrentSocket() socket: Socket,
    @Input() { ticket }: CommandOf<'session.refresh'>,
  ): Promise<CommandOutput<'session.refresh'>> {
    return this.sessions.refresh(socket, ticket);
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
    @CurrentActor() actor: SessionActor,
    @Input() input: CommandOf<'message.send'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.messages.send(actor, input, socket.id);
  }

  @Command('typing')
  tellTyping(@CurrentSocket() socket: Socket, @Input() input: CommandOf<'typing'>): Promise<void> | void {
    const { actor } = socket.data;
    if (this.#rooms.includes(socket, input.conversationId)) return this.typing.tell(actor, input);
    return this.typing.tellIfAllowed(actor, input);
  }

  @Command('receipt')
  raiseReceipt(@CurrentActor() actor: SessionActor, @Input() input: CommandOf<'receipt'>): Promise<void> {
    return this.receipts.raise(actor, input);
  }
}
