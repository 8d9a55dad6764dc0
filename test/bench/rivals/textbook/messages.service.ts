import { Injectable } from '@nestjs/common';

import type { SendMessageDto } from './messages.dto.ts';
import { PrismaService } from './prisma.service.ts';
import type { StoredMessage } from './prisma.service.ts';

/** Prisma's own limits (2 and 5 seconds) would refuse messages under the load of the benchmark instead of letting them wait. */
const PATIENCE = { maxWait: 60_000, timeout: 60_000 };

@Injectable()
export class MessagesService {
  constructor(private readonly prisma: PrismaService) {}

  /** The update locks the conversation's row until the message has its place. */
  create(actorId: string, { conversationId, clientId, text }: SendMessageDto): Promise<StoredMessage> {
    return this.prisma.$transaction(async (tx) => {
      const where = { id: conversationId };
      const { lastSeq } = await tx.conversation.update({ where, data: { lastSeq: { increment: 1 } } });
      return tx.message.create({ data: { conversationId, seq: lastSeq, actorId, clientId, text } });
    }, PATIENCE);
  }
}
