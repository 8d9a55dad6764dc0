import { Button } from '@mantine/core';
import { IconCheck, IconRotate } from '@tabler/icons-react';

import type { AgentConversationView } from '#client';

import { useAction } from '../../../ui/use-action.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';

export function CloseButton({ isClosed, view }: { isClosed: boolean; view: AgentConversationView }) {
  const { run, isRunning } = useAction(() => (isClosed ? view.reopen() : view.close()));
  const Icon = isClosed ? IconRotate : IconCheck;
  return (
    <Button
      variant={isClosed ? 'filled' : 'default'}
      leftSection={<Icon size={15} />}
      loading={isRunning}
      onClick={run}
    >
      {isClosed ? texts.reopen : texts.close}
    </Button>
  );
}
