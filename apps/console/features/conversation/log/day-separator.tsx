import { useNow } from '../../../ui/clock.ts';
import { dayLabel } from '../../../ui/dates.ts';
import classes from './message-log.module.css';

export function DaySeparator({ at }: { at: string }) {
  const now = useNow();
  return (
    <div className={classes.day}>
      <time dateTime={at}>{dayLabel(at, now)}</time>
    </div>
  );
}
