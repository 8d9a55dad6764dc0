import type { ConversationView } from '#client';

import type { TimelineItem } from '../timeline/build-timeline.ts';
import { dayLabel } from '../timeline/times.ts';
import { MessageGroup } from './message-group.tsx';

export function TimelineLine({ item, view }: { item: TimelineItem; view: ConversationView }) {
  if (item.kind === 'group') return <MessageGroup group={item} view={view} />;
  if (item.kind === 'day') {
    return (
      <p class="day">
        <time dateTime={item.at}>{dayLabel(item.at)}</time>
      </p>
    );
  }
  return (
    <p class="notice" dir="auto">
      {item.text}
    </p>
  );
}
