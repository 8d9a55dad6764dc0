import { Tooltip, VisuallyHidden } from '@mantine/core';

import type { ConnectionState } from '#client';

import { useClient } from '../session/session-context.ts';
import { useStore } from '../ui/use-store.ts';
import classes from './connection.module.css';
import { shellMessages as texts } from './shell.messages.ts';

const LABELS: Record<ConnectionState, string> = {
  idle: texts.reconnecting,
  connecting: texts.reconnecting,
  live: texts.live,
  polling: texts.polling,
  offline: texts.offline,
};

export function ConnectionDot() {
  const state = useStore(useClient().connection);
  return (
    <Tooltip label={LABELS[state]} position="right" multiline maw={260}>
      <span className={classes.target}>
        <VisuallyHidden>{LABELS[state]}</VisuallyHidden>
        <span className={classes.dot} data-state={state} />
      </span>
    </Tooltip>
  );
}
