import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { DomainError, decodeCursor, encodeCursor } from '#common';
import type { SignedInActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { seq, uuid } from '#contracts/schemas';
import { ConversationAccess, LogReader, audienceOf, presentConversation, presentEntry } from '#conversations';

/** The conversation and the last seq of the page before. */
const position = z.tuple([uuid, seq]);

/** The whole of a conversation, as far as the reader may see it, in pages that cost the same at any depth. */
@Injectable()
export class Transcripts {
  constructor(
    private readonly access: ConversationAccess,
    private readonly reader: LogReader,
  ) {}

  /** Throws `not_found`. What is written while somebody pages stands on the last page. */
  async read(
    actor: SignedInActor,
    request: RouteRequest<'conversation.transcript'>,
  ): Promise<RouteOutput<'conversation.transcript'>> {
    const { conversationId, cursor, limit } = request;
    const conversation = await this.access.get(actor, conversationId);
    const audience = audienceOf(actor);
    const after = cursor === undefined ? 0 : lastSeq(cursor, conversationId);
    const { entries, hasMore } = await this.reader.after(conversationId, audience, after, limit);
    const last = entries.at(-1);
    return {
      conversation: presentConversation(conversation, audience),
      events: entries.map((entry) => presentEntry(entry, audience)),
      nextCursor: hasMore && last ? encodeCursor([conversationId, last.seq]) : null,
    };
  }
}

function lastSeq(cursor: string, conversationId: string): number {
  const [id, seq] = decodeCursor(position, cursor);
  if (id === conversationId) return seq;
  throw new DomainError('invalid_request', [{ path: 'cursor', message: 'is of another conversation' }]);
}
