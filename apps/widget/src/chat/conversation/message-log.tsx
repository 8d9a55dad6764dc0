import { useMemo } from 'preact/hooks';

import type { TimelineItem } from '#chat-view';
import type { ConversationState, ConversationView } from '#client';

import { messages } from '../../messages.ts';
import type { Page } from '../frame/page.ts';
import { JumpButton } from './jump-button.tsx';
import { OlderButton } from './older-button.tsx';
import { TimelineLine } from './timeline-line.tsx';
import { Typing } from './typing.tsx';
import { useLogScroll } from './use-log-scroll.ts';
import { useOlder } from './use-older.ts';
import { useReading } from './use-reading.ts';

interface Props {
  view: ConversationView;
  state: ConversationState;
  items: readonly TimelineItem[];
  page: Page;
}

export function MessageLog({ view, state, items, page }: Props) {
  const { receipts } = state;
  const older = useOlder(view, state.hasOlder);
  const { scrollerRef, isAtBottom, hasNews, jumpToBottom } = useLogScroll(state, older.load);
  useReading({ view, state, page, isAtBottom });
  // Lines that did not change are not even compared while someone types.
  const lines = useMemo(
    () => items.map((item) => <TimelineLine key={item.key} item={item} receipts={receipts} view={view} />),
    [items, receipts, view],
  );
  return (
    <div class="log-frame">
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section class="log-scroller" ref={scrollerRef} tabIndex={0} aria-label={messages.history}>
        <div class="log">
          {state.hasOlder && <OlderButton isLoading={older.isLoading} onLoad={older.load} />}
          <div role="log" aria-relevant="additions" aria-busy={older.isLoading} class="lines">
            {lines}
          </div>
          <Typing actors={state.typing} />
        </div>
      </section>
      {!isAtBottom && <JumpButton hasNews={hasNews} onJump={jumpToBottom} />}
    </div>
  );
}
