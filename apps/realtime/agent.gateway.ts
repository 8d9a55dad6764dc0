import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets';

import { AccessTokens, AgentPresence } from '#accounts';
import { DomainError } from '#common';
import type { AgentActor } from '#common';
import { NAMESPACES } from '#contracts';
import type { Appended, Command as CommandOf, CommandOutput } from '#contracts';
import { Assignments, Closing, Messages, Receipts, Typing } from '#conversations';
import { Command, CommandDispatcher, CurrentActor, CurrentSocket, Gateway, Input, authenticate } from '#gateway-kit';
import type { Namespace, Socket } from '#gateway-kit';
import { Logger } from '#observability';

import { AgentInbox } from './agent-inbox.ts';
import { ConversationRooms } from './conversation-rooms.ts';
import { Follow } from './follow.ts';

@Gateway(NAMESPACES.agent)
export class AgentGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket>
{
  #namespace!: Namespace;
  #rooms!: ConversationRooms;

  constructor(
    private readonly dispatcher: CommandDispatcher,
    private readonly tokens: AccessTokens,
    private readonly presence: AgentPresence,
    private readonly inbox: AgentInbox,
    private readonly follow: Follow,
    private readonly messages: Messages,
    private readonly assignments: Assignments,
    private readonly closing: Closing,
    private readonly typing: Typing,
    private readonly receipts: Receipts,
    private readonly logger: Logger,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#namespace = namespace;
    this.#rooms = new ConversationRooms(namespace, 'agents');
    this.inbox.serve(namespace);
    authenticate(namespace, (ticket) => this.agent(ticket), this.logger);
    this.dispatcher.serve(namespace, this, 'agent');
  }

  handleConnection(socket: Socket): void {
    const { workspaceId, id } = socket.data.actor;
    this.inbox.enter(this.#namespace, socket);
    this.presence.enter(workspaceId, id, socket.id);
  }

  handleDisconnect(socket: Socket): void {
    const { workspaceId, id } = socket.data.actor;
    this.presence.leave(workspaceId, id, socket.id);
  }

  private async agent(ticket: unknown): Promise<AgentActor> {
    const actor = await this.tokens.verify(ticket, 'ticket');
    if (actor.kind !== 'agent') throw new DomainError('forbidden');
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
    @CurrentActor() agent: AgentActor,
    @Input() input: CommandOf<'message.send'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.messages.send(agent, input, socket.id);
  }

  @Command('note.add')
  addNote(
    @CurrentActor() agent: AgentActor,
    @Input() input: CommandOf<'note.add'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.messages.addNote(agent, input, socket.id);
  }

  @Command('conversation.assign')
  assign(
    @CurrentActor() agent: AgentActor,
    @Input() input: CommandOf<'conversation.assign'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.assignments.assign(agent, input, socket.id);
  }

  @Command('conversation.close')
  close(
    @CurrentActor() agent: AgentActor,
    @Input() input: CommandOf<'conversation.close'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.closing.close(agent, input, socket.id);
  }

  @Command('conversation.reopen')
  reopen(
    @CurrentActor() agent: AgentActor,
    @Input() input: CommandOf<'conversation.reopen'>,
    @CurrentSocket() socket: Socket,
  ): Promise<Appended> {
    return this.closing.reopen(agent, input, socket.id);
  }

  @Command('typing')
  tellTyping(@CurrentActor() agent: AgentActor, @Input() input: CommandOf<'typing'>): Promise<void> {
    return this.typing.tell(agent, input);
  }

  @Command('receipt')
  raiseReceipt(@CurrentActor() agent: AgentActor, @Input() input: CommandOf<'receipt'>): Promise<void> {
    return this.receipts.raise(agent, input);
  }
}
