import { Button } from '@mantine/core';

import type { Person } from '#contracts';
import type { AgentConversationView } from '#client';

import { useMe } from '../../../session/session-context.ts';
import { useAction } from '../../../ui/use-action.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './conversation-header.module.css';

/** The shortcut for what the picker beside it can do, too; gone when there is nothing left to do. */
export function AssignButton({ assignee, view }: { assignee: Person | null; view: AgentConversationView }) {
  const me = useMe();
  const { run, isRunning } = useAction(() => view.assign(me.id));
  if (assignee?.id === me.id) return null;
  return (
    <Button className={classes.mine} variant="light" loading={isRunning} onClick={run}>
      {texts.assignToMe}
    </Button>
  );
}
