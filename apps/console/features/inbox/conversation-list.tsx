import { EmptyState } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useRef } from 'react';

import type { InboxState } from '#client';

import { useClient } from '../../session/session-context.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { ConversationRowsSkeleton } from './conversation-rows-skeleton.tsx';
import classes from './inbox-pane.module.css';
import { inboxMessages as texts } from './inbox.messages.ts';
import { ListFailure } from './list-failure.tsx';
import { isUnread, type ReadMarks } from './read-marks.ts';
import { useRowNavigation } from './use-row-navigation.ts';

interface ConversationListProps {
  state: InboxState;
  selectedId: string | null;
  readMarks: ReadMarks;
}

export function ConversationList({ state, selectedId, readMarks }: ConversationListProps) {
  const { filter, conversations, isLoading, hasMore, error } = state;
  const { inbox } = useClient();
  const list = useRef<HTMLUListElement>(null);
  const { onKeyDown, onFocus, tabStopId } = useRowNavigation(list, conversations, selectedId);

  if (conversations.length === 0) {
    if (error !== null) return <ListFailure error={error} />;
    return isLoading ? <ConversationRowsSkeleton /> : <NoConversations {...texts.empty[filter]} />;
  }
  return (
    <>
      {error !== null && <ListFailure error={error} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys move between the links inside */}
      <ul
        ref={list}
        className={classes.rows}
        aria-label={texts.listLabel(texts.filters[filter])}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {conversations.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            isSelected={conversation.id === selectedId}
            isUnread={conversation.id !== selectedId && isUnread(conversation, readMarks)}
            isTabStop={conversation.id === tabStopId}
          />
        ))}
      </ul>
      {hasMore && (
        <MoreButton
          key={conversations.length}
          label={texts.loadMore}
          className={classes.more}
          load={() => inbox.loadMore()}
        />
      )}
    </>
  );
}

function NoConversations({ title, text }: { title: string; text: string }) {
  return (
    <EmptyState
      className={classes.empty}
      size="sm"
      icon={<IconInbox stroke={1.4} />}
      title={title}
      description={text}
    />
  );
}
