import { useMemo } from 'react';

import { buildTimeline } from '#chat-view';
import type { AgentConversationView, ConversationState } from '#client';

import { useMe } from '../../../session/session-context.ts';
import { MoreButton } from '../../../ui/more-button.tsx';
import { conversationMessages as texts } from '../conversation.messages.ts';
import { JumpToEnd } from './jump-to-end.tsx';
import { endsOf } from './log-ends.ts';
import classes from './message-log.module.css';
import { TimelineRow } from './timeline-row.tsx';
import { useLogScroll } from './use-log-scroll.ts';
import { useReading } from './use-reading.ts';

interface MessageLogProps {
  state: ConversationState;
  view: AgentConversationView;
  onRead: (seq: number) => void;
}

export function MessageLog({ state, view, onRead }: MessageLogProps) {
  const { events, outbox, receipts, hasOlder } = state;
  const { id, name } = useMe();
  const items = useMemo(() => buildTimeline(events, outbox, { kind: 'agent', id, name }), [events, outbox, id, name]);
  const ends = endsOf(state, id);
  const { scroller, content, onScroll, isAtEnd, hasNews, jumpToEnd } = useLogScroll(ends);
  useReading(ends.newestSeq, isAtEnd, (seq) => {
    view.markRead();
    onRead(seq);
  });
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        data-scroll-root
        role="log"
        aria-label={texts.log}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard has to reach a scrolling region
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content} className={classes.content}>
          {hasOlder && (
            <MoreButton
              key={ends.oldestSeq}
              label={texts.older}
              className={classes.older}
              load={() => view.loadOlder()}
            />
          )}
          {items.length === 0 && <p className={classes.system}>{texts.noMessages}</p>}
          {items.map((item) => (
            <TimelineRow key={item.key} item={item} receipts={receipts} view={view} />
          ))}
        </div>
      </div>
      <JumpToEnd isAtEnd={isAtEnd} hasNews={hasNews} onJump={jumpToEnd} />
    </div>
  );
}
