import type { ReactNode } from 'react';

import { ConnectionBanner } from './connection-banner.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';
import { useWaitingCount } from './use-waiting-count.ts';
import { useWaitingInTitle } from './use-waiting-in-title.ts';

interface ShellProps {
  /** A page that takes the whole screen on a phone, without the navigation. */
  isDetail: boolean;
  children: ReactNode;
}

/** What stays around every page: the connection's state, the navigation, the agent. */
export function Shell({ isDetail, children }: ShellProps) {
  const waiting = useWaitingCount();
  useWaitingInTitle(waiting);
  return (
    <div className={classes.shell} data-detail={isDetail || undefined}>
      <ConnectionBanner />
      <Navigation waiting={waiting} />
      <div className={classes.page}>{children}</div>
    </div>
  );
}
