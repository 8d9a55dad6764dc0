import { Button, EmptyState } from '@mantine/core';
import { IconMessageOff } from '@tabler/icons-react';
import { Link } from 'wouter';

import type { ErrorBody } from '#contracts';

import { errorText } from '../../ui/error-text.ts';
import classes from './conversation.module.css';
import { conversationMessages as texts } from './conversation.messages.ts';

export function ConversationFailure({ error }: { error: ErrorBody }) {
  const title = error.code === 'not_found' ? texts.notFoundTitle : texts.loadFailedTitle;
  return (
    <div className={classes.failure} role="alert">
      <EmptyState icon={<IconMessageOff stroke={1.4} />} maw={420}>
        <EmptyState.Title order={2}>{title}</EmptyState.Title>
        <EmptyState.Description>{errorText(error)}</EmptyState.Description>
        <EmptyState.Actions>
          <Button component={Link} href="/" size="sm">
            {texts.toInbox}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </div>
  );
}
