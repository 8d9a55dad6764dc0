import type { TimelineItem } from '#chat-view';
import type { AgentConversationView } from '#client';
import type { Receipt } from '#contracts';

import { DaySeparator } from './day-separator.tsx';
import { EntryGroupRow } from './entry-group-row.tsx';
import { SystemLine } from './system-line.tsx';

interface TimelineRowProps {
  item: TimelineItem;
  receipts: readonly Receipt[];
  view: AgentConversationView;
}

export function TimelineRow({ item, receipts, view }: TimelineRowProps) {
  if (item.kind === 'day') return <DaySeparator at={item.at} />;
  if (item.kind === 'system') return <SystemLine event={item.event} />;
  return <EntryGroupRow group={item} receipts={receipts} view={view} />;
}
