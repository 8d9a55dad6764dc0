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

  /** Throws `not_found`. */
  async tell(actor: SignedInActor, { conversationId, isTyping }: Command<'typing'>): Promise<void> {
    await this.access.get(actor, conversationId);
    const { kind, id, name } = actor;
    const payload = { conversationId, actor: { kind, id, name }, isTyping };
    this.feeds.signal(conversationId, { name: 'typing.changed', payload });
  }
}
