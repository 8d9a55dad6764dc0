import { Injectable } from '@nestjs/common';

import type { SignedInActor } from '#common';
import type { Audience, Command, CommandOutput, Receipt } from '#contracts';

import { audienceOf } from './audience.ts';
import { ConversationAccess } from './conversation-access.ts';
import { presentConversation } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';
import { CatchUp } from './feed/catch-up.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';
import type { FeedHold } from './feed/conversation-feeds.ts';
import { presentEntry } from './log/log-entry.ts';
import { LogReader } from './log/log-reader.ts';
import { Receipts } from './receipts.ts';

/** Lets the reader hear the conversation from this moment on, and takes over the hold on its feed. Must not wait. */
export type GoLive = (conversationId: string, hold: FeedHold) => void;

type Resumed = CommandOutput<'resume'>['conversations'][number];
type Position = Command<'resume'>['conversations'][number];

/** All of a reader's conversations, from where it stands to live. */
@Injectable()
export class Resuming {
  constructor(
    private readonly access: ConversationAccess,
    private readonly reader: LogReader,
    private readonly receipts: Receipts,
    private readonly feeds: ConversationFeeds,
    private readonly catchUp: CatchUp,
  ) {}

  async resume(actor: SignedInActor, input: Command<'resume'>, goLive: GoLive): Promise<CommandOutput<'resume'>> {
    const ids = input.conversations.map((position) => position.conversationId);
    const [epoch, rows, receipts] = await Promise.all([
      this.reader.epoch(),
      this.access.find(actor, ids),
      this.receipts.list(ids),
    ]);
    const isSameLog = input.epoch === undefined || input.epoch === epoch;
    const conversations = await Promise.all(
      input.conversations.map(({ conversationId, after }): Promise<Resumed> => {
        const row = rows.get(conversationId);
        if (!row) return Promise.resolve({ ok: false, conversationId, code: 'not_found' });
        const position = { conversationId, after: isSameLog ? after : undefined };
        return this.resumeOne(row, receipts.get(conversationId) ?? [], audienceOf(actor), position, goLive);
      }),
    );
    return { epoch, conversations };
  }

  private async resumeOne(
    row: ConversationRow,
    receipts: Receipt[],
    audience: Audience,
    position: Position,
    goLive: GoLive,
  ): Promise<Resumed> {
    const { conversationId, after } = position;
    const hold = await this.feeds.open(conversationId);
    let isLive = false;
    try {
      const { entries, hasMore } = await this.catchUp.read(hold.feed, conversationId, audience, after, () => {
        isLive = true;
        goLive(conversationId, hold);
      });
      const conversation = presentConversation(row, audience);
      const events = entries.map((entry) => presentEntry(entry, audience));
      const head = Math.max(events.at(-1)?.seq ?? 0, conversation.lastSeq);
      return { ok: true, conversationId, conversation, receipts, events, head, hasMore, isLive };
    } finally {
      if (!isLive) hold.close();
    }
  }
}
