import { Injectable } from '@nestjs/common';

import type { StaffActor } from '#common';
import type { Appended, Command } from '#contracts';

import { ConversationLog } from './log/conversation-log.ts';

@Injectable()
export class Closing {
  constructor(private readonly log: ConversationLog) {}

  /** Throws `not_found` or `conversation_closed`. */
  close(actor: StaffActor, input: Command<'conversation.close'>, origin: string | null = null): Promise<Appended> {
    const { conversationId, clientId } = input;
    const body = { reason: 'agent' } as const;
    return this.log.append({ type: 'conversation.closed', conversationId, actor, clientId, body }, origin);
  }

  /** Throws `not_found` or `conversation_not_closed`. */
  reopen(actor: StaffActor, input: Command<'conversation.reopen'>, origin: string | null = null): Promise<Appended> {
    const { conversationId, clientId } = input;
    return this.log.append({ type: 'conversation.reopened', conversationId, actor, clientId, body: {} }, origin);
  }
}
