import { Button } from '@mantine/core';

import type { AgentConversationView } from '#client';

import { useAction } from '../../../ui/use-action.ts';
import { useOnVisible } from '../../../ui/use-on-visible.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './message-log.module.css';

/** Loads as soon as it scrolls into view; the button is for keyboards and for trying again. */
export function OlderMessages({ view }: { view: AgentConversationView }) {
  const { run, isRunning } = useAction(() => view.loadOlder());
  const ref = useOnVisible<HTMLDivElement>(run);
  return (
    <div ref={ref} className={classes.older}>
      <Button variant="subtle" color="gray" loading={isRunning} onClick={run}>
        {texts.older}
      </Button>
    </div>
  );
}
