import { IconClockPause, IconCloudOff } from '@tabler/icons-react';
import { useState } from 'react';

import type { ConnectionState } from '#client';

import { useClient } from '../session/session-context.ts';
import { useStore } from '../ui/use-store.ts';
import classes from './connection.module.css';
import { shellMessages as texts } from './shell.messages.ts';

/** Loud while nothing arrives, a quiet line while everything arrives late, nothing otherwise. */
export function ConnectionBanner() {
  const state = useStore(useClient().connection);
  const wasUp = useWasUp(state);
  return (
    <output className={classes.area}>
      {state === 'offline' && (
        <span key="offline" className={classes.banner}>
          <IconCloudOff size={16} aria-hidden /> {texts.offline}
        </span>
      )}
      {state === 'connecting' && wasUp && (
        <span key="connecting" className={classes.banner}>
          <IconCloudOff size={16} aria-hidden /> {texts.reconnecting}
        </span>
      )}
      {state === 'polling' && (
        <span key="polling" className={classes.note}>
          <IconClockPause size={14} aria-hidden /> {texts.polling}
        </span>
      )}
    </output>
  );
}

/** Connecting for the first time is no news. */
function useWasUp(state: ConnectionState): boolean {
  const [wasUp, setWasUp] = useState(false);
  const isUp = state === 'live' || state === 'polling';
  if (isUp && !wasUp) setWasUp(true);
  return wasUp;
}
