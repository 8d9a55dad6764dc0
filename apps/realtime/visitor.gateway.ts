import { NAMESPACES } from '#contracts';
import { Messages, Receipts, Typing } from '#conversations';
import { CommandDispatcher, Gateway, SocketEntrance } from '#gateway-kit';
import type { Namespace } from '#gateway-kit';

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
}
