import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import { LIMITS } from '#contracts';
import type { Command, CommandOutput } from '#contracts';
import { Resuming } from '#conversations';
import type { Socket } from '#gateway-kit';

import type { ConversationRooms } from './conversation-rooms.ts';

/** The command `resume`, the same for every audience. */
@Injectable()
export class Follow {
  constructor(private readonly resuming: Resuming) {}

  /** Throws `too_many_conversations`. */
  async resume(rooms: ConversationRooms, socket: Socket, input: Command<'resume'>): Promise<CommandOutput<'resume'>> {
    const ids = input.conversations.map((position) => position.conversationId);
    if (rooms.countWith(socket, ids) > LIMITS.conversationsPerSocket) throw new DomainError('too_many_conversations');
    return this.resuming.resume(socket.data.actor, input, (id, hold) => rooms.join(socket, id, hold));
  }
}
