import type { OnGatewayConnection, OnGatewayDisconnect } from '@nestjs/websockets';

import { AgentPresence } from '#accounts';
import type { AgentActor } from '#common';
import { NAMESPACES } from '#contracts';
import type { Appended, Command as CommandOf } from '#contracts';
import { Assignments, Closing, Messages, Receipts, Typing } from '#conversations';
import { Command, CommandDispatcher, CurrentActor, CurrentSocket, Gateway, Input, SocketEntrance } from '#gateway-kit';
import type { Namespace, Socket } from '#gateway-kit';

import { Admission } from './access/admission.ts';
import { SessionRefresh } from './access/session-refresh.ts';
import { AgentInbox } from './agent-inbox.ts';
import { ConversationGateway } from './conversation.gateway.ts';
import { Follow } from './follow.ts';

@Gateway(NAMESPACES.agent)
export class AgentGateway
  extends ConversationGateway
  implements OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket>
{
  #namespace!: Namespace;

  constructor(
    private readonly dispatcher: CommandDispatcher,
    private readonly entrance: SocketEntrance,
    private readonly admission: Admission,
    private readonly presence: AgentPresence,
    private readonly inbox: AgentInbox,
    private readonly assignments: Assignments,
    private readonly closing: Closing,
    sessions: SessionRefresh,
    follow: Follow,
    messages: Messages,
    typing: Typing,
    receipts: Receipts,
  ) {
    super('agents', sessions, follow, messages, typing, receipts);
  }

  override afterInit(namespace: Namespace): void {
    super.afterInit(namespace);
    this.#namespace = namespace;
    this.inbox.serve(namespace);
    this.entrance.guard(namespace, this.admission.to('agent'));
    this.dispatcher.serve(namespace, this, 'agent');
  }

  handleConnection(socket: Socket): void {
    // One that was ended as it came has left already.
    if (!socket.connected) return;
    const { workspaceId, id } = socket.data.actor;
    this.inbox.enter(this.#namespace, socket);
    this.presence.enter(workspaceId, id, socket.id);
  }

  handleDisconnect(socket: Socket): void {
    const { workspaceId, id } = socket.data.actor;
    this.presence.leave(workspaceId, id, socket.id);
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
}
