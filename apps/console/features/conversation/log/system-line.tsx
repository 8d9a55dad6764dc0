import { clockTime, type SystemEvent } from '#chat-view';

import { useMe } from '../../../session/session-context.ts';
import { fullDate } from '../../../ui/dates.ts';
import classes from './message-log.module.css';
import { systemText } from './system-text.ts';

export function SystemLine({ event }: { event: SystemEvent }) {
  const me = useMe();
  return (
    <p className={classes.system}>
      <span>{systemText(event, me.id)}</span>
      <time dateTime={event.at} title={fullDate(event.at)}>
        {clockTime(event.at)}
      </time>
    </p>
  );
}
