import { AccessTokens } from '#accounts';
import { DomainError } from '#common';
import type { VisitorActor } from '#common';
import { NAMESPACES } from '#contracts';
import { Messages, Receipts, Typing } from '#conversations';
import { CommandDispatcher, Gateway, authenticate } from '#gateway-kit';
import type { Namespace } from '#gateway-kit';
import { Logger } from '#observability';

import { ConversationGateway } from './conversation.gateway.ts';
import { Follow } from './follow.ts';

@Gateway(NAMESPACES.visitor)
export class VisitorGateway extends ConversationGateway {
  constructor(
    private readonly dispatcher: CommandDispatcher,
    private readonly tokens: AccessTokens,
    private readonly logger: Logger,
    follow: Follow,
    messages: Messages,
    typing: Typing,
    receipts: Receipts,
  ) {
    super('public', follow, messages, typing, receipts);
  }

  override afterInit(namespace: Namespace): void {
    super.afterInit(namespace);
    authenticate(namespace, (ticket) => this.visitor(ticket), this.logger);
    this.dispatcher.serve(namespace, this, 'visitor');
  }

  private async visitor(ticket: unknown): Promise<VisitorActor> {
    const actor = await this.tokens.verify(ticket, 'ticket');
    if (actor.kind !== 'visitor') throw new DomainError('forbidden');
    return actor;
  }
}
