import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './conversation-row.module.css';
import { inboxMessages as texts } from './inbox.messages.ts';

const ROWS = [62, 48, 70, 55, 66, 45];

export function ConversationRowsSkeleton() {
  return (
    <div className={classes.skeletons}>
      <VisuallyHidden component="output">{texts.loading}</VisuallyHidden>
      {ROWS.map((width) => (
        <div key={width} className={classes.row} aria-hidden>
          <Skeleton circle height={36} width={36} />
          <div className={classes.body}>
            <Skeleton height={10} width={`${width}%`} mt={5} />
            <Skeleton height={9} width="88%" mt={11} mb={5} />
          </div>
        </div>
      ))}
    </div>
  );
}
