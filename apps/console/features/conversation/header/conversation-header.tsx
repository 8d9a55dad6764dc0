import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';

import type { Conversation } from '#contracts';
import type { AgentConversationView } from '#client';

import { visitorName } from '../../../ui/people.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { conversationMessages as texts } from '../conversation.messages.ts';
import { AssignButton } from './assign-button.tsx';
import { AssigneePicker } from './assignee-picker.tsx';
import { CloseButton } from './close-button.tsx';
import classes from './conversation-header.module.css';
import { MoreMenu } from './more-menu.tsx';

interface ConversationHeaderProps {
  conversation: Conversation;
  view: AgentConversationView;
}

export function ConversationHeader({ conversation, view }: ConversationHeaderProps) {
  const { visitor, status, assignee } = conversation;
  return (
    <header className={classes.header}>
      <ActionIcon component={Link} href="/" className={classes.back} size="lg" aria-label={texts.back}>
        <IconArrowLeft className="mantine-rotate-rtl" size={20} />
      </ActionIcon>
      <PersonAvatar id={visitor.id} name={visitor.name} size="md" />
      <div className={classes.who}>
        <h2 className={classes.name} dir="auto">
          {visitorName(visitor)}
        </h2>
        <StatusBadge status={status} />
      </div>
      <div className={classes.actions}>
        <AssignButton assignee={assignee} view={view} />
        <AssigneePicker assignee={assignee} view={view} />
        <CloseButton isClosed={status === 'closed'} view={view} />
        <MoreMenu visitor={visitor} />
      </div>
    </header>
  );
}
