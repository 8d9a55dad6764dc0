import { Injectable } from '@nestjs/common';

import type { SignedInActor } from '#common';
import type { Command } from '#contracts';

import { ConversationAccess } from './conversation-access.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';

/** Volatile: told to who listens, stored nowhere, ended by the listeners' own clock. */
@Injectable()
export class Typing {
  constructor(
    private readonly access: ConversationAccess,
    private readonly feeds: ConversationFeeds,
  ) {}

  /** For somebody whose right is not known yet. Throws `not_found`. */
  async tellIfAllowed(actor: SignedInActor, input: Command<'typing'>): Promise<void> {
    await this.access.get(actor, input.conversationId);
    this.tell(actor, input);
  }

  /** For somebody who follows the conversation: at once, and so in the order of the calls. */
  tell(actor: SignedInActor, { conversationId, isTyping }: Command<'typing'>): void {
    const { kind, id, name } = actor;
    const payload = { conversationId, actor: { kind, id, name }, isTyping };
    this.feeds.signal(conversationId, { name: 'typing.changed', payload });
  }
}
