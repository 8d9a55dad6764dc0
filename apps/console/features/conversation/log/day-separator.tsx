import { dayLabel } from '#chat-view';

import { useNow } from '../../../ui/clock.ts';
import { uiMessages } from '../../../ui/ui.messages.ts';
import classes from './message-log.module.css';

export function DaySeparator({ at }: { at: string }) {
  const now = useNow();
  return (
    <div className={classes.day}>
      <time dateTime={at}>{dayLabel(at, uiMessages, now)}</time>
    </div>
  );
}
