import { Module } from '@nestjs/common';

import { AccountsModule } from '#accounts';

import { Assignments } from './assignments.ts';
import { Closing } from './closing.ts';
import { ConversationAccess } from './conversation-access.ts';
import { ConversationSnapshots } from './conversation-snapshots.ts';
import { Conversations } from './conversations.ts';
import { EventPages } from './event-pages.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';
import { Positioning } from './feed/positioning.ts';
import { IdleClosing } from './idle-closing.ts';
import { InboxListeners } from './inbox/inbox-listeners.ts';
import { InboxNews } from './inbox/inbox-news.ts';
import { InboxSweep } from './inbox/inbox-sweep.ts';
import { InboxWatch } from './inbox/inbox-watch.ts';
import { ConversationLog } from './log/conversation-log.ts';
import { LogReader } from './log/log-reader.ts';
import { Messages } from './messages.ts';
import { Receipts } from './receipts.ts';
import { Resuming } from './resuming.ts';
import { Typing } from './typing.ts';

const doors = [
  Assignments,
  Closing,
  ConversationAccess,
  Conversations,
  EventPages,
  IdleClosing,
  InboxNews,
  InboxWatch,
  LogReader,
  Messages,
  Receipts,
  Resuming,
  Typing,
];
const inside = [ConversationFeeds, ConversationSnapshots, ConversationLog, InboxListeners, InboxSweep, Positioning];

@Module({ imports: [AccountsModule], providers: [...doors, ...inside], exports: doors })
export class ConversationsModule {}
