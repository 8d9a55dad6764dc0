import { DomainError } from '#common';
import type { SessionActor } from '#common';
import { NAMESPACES } from '#contracts';
import type { Appended, Command, CommandOutput } from '#contracts';
import { Messages, Receipts, Typing } from '#conversations';
import { CommandDispatcher, Gateway, SocketEntrance } from '#gateway-kit';
import type { Namespace, Socket } from '#gateway-kit';
import { AccessCheck } from '#visitors';

import { Admission } from './access/admission.ts';
import { SessionRefresh } from './access/session-refresh.ts';
import { ConversationGateway } from './conversation.gateway.ts';
import { Follow } from './follow.ts';

@Gateway(NAMESPACES.visitor)
export class VisitorGateway extends ConversationGateway {
  constructor(
    private readonly dispatcher: CommandDispatcher,
    private readonly entrance: SocketEntrance,
    private readonly admission: Admission,
    private readonly access: AccessCheck,
    sessions: SessionRefresh,
    follow: Follow,
    messages: Messages,
    typing: Typing,
    receipts: Receipts,
  ) {
    super('public', sessions, follow, messages, typing, receipts);
  }

  override afterInit(namespace: Namespace): void {
    super.afterInit(namespace);
    this.entrance.guard(namespace, this.admission.to('visitor'));
    this.dispatcher.serve(namespace, this, 'visitor');
  }

  override async resume(socket: Socket, input: Command<'resume'>): Promise<CommandOutput<'resume'>> {
    const resumed = await super.resume(socket, input);
    if (resumed.conversations.some((one) => !one.ok)) await this.recheck(socket);
    return resumed;
  }

  override async send(actor: SessionActor, input: Command<'message.send'>, socket: Socket): Promise<Appended> {
    try {
      return await super.send(actor, input, socket);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not_found') await this.recheck(socket);
      throw error;
    }
  }

  /**
   * What is not found may have moved with the session to the person it turned out to be, and the socket not be closed yet: then
   * `token_expired` is the answer, and the same command succeeds with a new token. `not_found` would be final.
   */
  private async recheck(socket: Socket): Promise<void> {
    const { actor, address = null } = socket.data;
    await this.access.check({ actor, address });
  }
}
