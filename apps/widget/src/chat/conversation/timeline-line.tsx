import { dayLabel } from '#chat-view';
import type { TimelineItem } from '#chat-view';
import type { ConversationView } from '#client';
import type { Receipt } from '#contracts';

import { messages } from '../../messages.ts';
import { noticeOf } from '../timeline/notice.ts';
import { MessageGroup } from './message-group.tsx';

interface Props {
  item: TimelineItem;
  receipts: readonly Receipt[];
  view: ConversationView;
}

export function TimelineLine({ item, receipts, view }: Props) {
  if (item.kind === 'group') return <MessageGroup group={item} receipts={receipts} view={view} />;
  if (item.kind === 'day') {
    return (
      <p class="day">
        <time dateTime={item.at}>{dayLabel(item.at, messages)}</time>
      </p>
    );
  }
  return (
    <p class="notice" dir="auto">
      {noticeOf(item.event)}
    </p>
  );
}
