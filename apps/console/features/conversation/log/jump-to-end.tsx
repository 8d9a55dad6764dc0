import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';

import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './message-log.module.css';

interface JumpToEndProps {
  isAtEnd: boolean;
  hasNews: boolean;
  onJump: () => void;
}

export function JumpToEnd({ isAtEnd, hasNews, onJump }: JumpToEndProps) {
  if (isAtEnd) return null;
  return (
    <Button
      className={classes.jump}
      variant={hasNews ? 'filled' : 'default'}
      radius="xl"
      aria-label={hasNews ? undefined : texts.toBottom}
      leftSection={hasNews && <IconArrowDown size={15} />}
      onClick={onJump}
    >
      {hasNews ? texts.newMessages : <IconArrowDown size={16} />}
    </Button>
  );
}
