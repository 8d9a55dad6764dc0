import { Injectable } from '@nestjs/common';

import type { SignedInActor, StaffActor } from '#common';
import type { Appended, Command } from '#contracts';

import { ConversationLog } from './log/conversation-log.ts';

/** What people write. */
@Injectable()
export class Messages {
  constructor(private readonly log: ConversationLog) {}

  /** Throws `not_found` or `conversation_closed`. */
  send(actor: SignedInActor, input: Command<'message.send'>, origin: string | null = null): Promise<Appended> {
    const { conversationId, clientId, text } = input;
    return this.log.append({ type: 'message.created', conversationId, actor, clientId, body: { text } }, origin);
  }

  /** For agents' eyes alone; possible in closed conversations too. Throws `not_found`. */
  addNote(actor: StaffActor, input: Command<'note.add'>, origin: string | null = null): Promise<Appended> {
    const { conversationId, clientId, text } = input;
    return this.log.append({ type: 'note.added', conversationId, actor, clientId, body: { text } }, origin);
  }
}
