import { VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';

import type { Conversation } from '#contracts';

import { useMe } from '../../session/session-context.ts';
import { visitorName } from '../../ui/people.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { uiMessages } from '../../ui/ui.messages.ts';
import classes from './conversation-row.module.css';
import { inboxMessages as texts } from './inbox.messages.ts';
import { previewOf } from './preview.ts';
import { RowAssignee } from './row-assignee.tsx';

interface ConversationRowProps {
  conversation: Conversation;
  isSelected: boolean;
  isUnread: boolean;
  /** The one row that the Tab key stops at; the arrow keys reach the others. */
  isTabStop: boolean;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, isSelected, isUnread, isTabStop } = props;
  const { visitor, status, assignee, lastMessage, lastEventAt } = conversation;
  const me = useMe();
  return (
    <li className={classes.item}>
      <Link
        href={`/conversations/${conversation.id}`}
        className={classes.row}
        data-conversation-id={conversation.id}
        data-unread={isUnread || undefined}
        aria-current={isSelected || undefined}
        tabIndex={isTabStop ? 0 : -1}
      >
        <PersonAvatar id={visitor.id} name={visitor.name} size="md" />
        <span className={classes.body}>
          <span className={classes.line}>
            <span className={classes.name} dir="auto">
              {visitorName(visitor)}
            </span>
            {isUnread && (
              <span className={classes.dot}>
                <VisuallyHidden>{texts.unread}</VisuallyHidden>
              </span>
            )}
            <TimeAgo at={lastMessage?.at ?? lastEventAt} className={classes.time} />
          </span>
          <span className={classes.line}>
            <span className={classes.preview} dir="auto">
              {previewOf(lastMessage, me.id)}
            </span>
            {status === 'open' ? (
              <VisuallyHidden>{uiMessages.status.open}</VisuallyHidden>
            ) : (
              <StatusBadge status={status} />
            )}
            {assignee !== null && <RowAssignee assignee={assignee} />}
          </span>
        </span>
      </Link>
    </li>
  );
});
