import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

import type { AgentConversationView, OutboxItem } from '#client';

import { errorText } from '../../../ui/error-text.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './entry-group-row.module.css';

export function FailedEntry({ item, view }: { item: OutboxItem; view: AgentConversationView }) {
  return (
    <div className={classes.failed} role="alert">
      <span className={classes.failure}>
        <IconAlertCircle size={14} aria-hidden /> {texts.failed} {item.error !== null && errorText(item.error)}
      </span>
      <span className={classes.failedActions}>
        <Button size="compact-xs" variant="light" color="red" onClick={() => view.retry(item.clientId)}>
          {texts.retry}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => view.discard(item.clientId)}>
          {texts.discard}
        </Button>
      </span>
    </div>
  );
}
