import { useMemo } from 'preact/hooks';

import type { TimelineItem } from '#chat-view';
import type { ConversationState, ConversationView, Store } from '#client';
import type { Person } from '#contracts';

import { messages } from '../../messages.ts';
import type { ComposerProps } from '../composer/composer.tsx';
import { Composer } from '../composer/composer.tsx';
import type { Page } from '../frame/page.ts';
import { visitorTimeline } from '../timeline/visitor-timeline.ts';
import { useStore } from '../use-store.ts';
import { ClosedBar } from './closed-bar.tsx';
import { Greeting } from './greeting.tsx';
import { notYetKnown } from './not-yet-known.ts';
import { MessageLog } from './message-log.tsx';
import { Problem } from './problem.tsx';
import { Skeleton } from './skeleton.tsx';

interface Props {
  /** Null until the session has told which one it is. */
  view: ConversationView | null;
  visitor: Store<Person | null>;
  isOnline: boolean;
  page: Page;
  composer: Omit<ComposerProps, 'view'>;
  onStartNew: () => void;
}

export function Conversation({ view, visitor, isOnline, page, composer, onStartNew }: Props) {
  const state = useStore(view ?? notYetKnown);
  const items = useTimeline(state, useStore(visitor));

  if (state.error) {
    return <Problem title={messages.loadFailed} action={messages.startNew} onAction={onStartNew} />;
  }
  const isEmpty = items.length === 0;
  return (
    <>
      {view && !isEmpty && <MessageLog key={view} view={view} state={state} items={items} page={page} />}
      {isEmpty && (state.isLoading ? <Skeleton /> : <Greeting isOnline={isOnline} />)}
      {state.conversation?.status === 'closed' ? (
        <ClosedBar focusRequests={composer.focusRequests} onStartNew={onStartNew} />
      ) : (
        <Composer {...composer} view={view} />
      )}
    </>
  );
}

function useTimeline({ events, outbox }: ConversationState, visitor: Person | null): TimelineItem[] {
  return useMemo(
    // As long as nobody knows who the visitor is, there is no conversation either.
    () => (visitor ? visitorTimeline({ events, outbox }, { kind: 'visitor', ...visitor }) : []),
    [events, outbox, visitor],
  );
}
