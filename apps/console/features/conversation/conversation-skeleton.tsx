import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './conversation.module.css';
import { conversationMessages as texts } from './conversation.messages.ts';

export function ConversationSkeleton() {
  return (
    <div className={classes.pane}>
      <VisuallyHidden component="output">{texts.loading}</VisuallyHidden>
      <div className={classes.skeletonHeader} aria-hidden>
        <Skeleton circle height={36} width={36} />
        <Skeleton height={12} width={140} />
      </div>
      <MessagesSkeleton />
    </div>
  );
}

export function MessagesSkeleton() {
  return (
    <div className={classes.skeletonLog} aria-hidden>
      <Skeleton height={38} width="42%" radius="lg" />
      <Skeleton height={56} width="54%" radius="lg" />
      <Skeleton height={38} width="36%" radius="lg" ms="auto" />
      <Skeleton height={38} width="48%" radius="lg" />
    </div>
  );
}
