import { Button } from '@mantine/core';
import { IconLock, IconRotate } from '@tabler/icons-react';

import type { AgentConversationView } from '#client';

import { useAction } from '../../../ui/use-action.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './composer.module.css';

export function ClosedNotice({ view }: { view: AgentConversationView }) {
  const { run, isRunning } = useAction(() => view.reopen());
  return (
    <div className={classes.closed}>
      <IconLock size={18} stroke={1.6} aria-hidden />
      <p>
        <strong>{texts.closedTitle}</strong>
        <span>{texts.closedText}</span>
      </p>
      <Button variant="light" leftSection={<IconRotate size={15} />} loading={isRunning} onClick={run}>
        {texts.reopen}
      </Button>
    </div>
  );
}
