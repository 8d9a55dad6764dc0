import { useState, type ReactNode } from 'react';

import { PageTitleContext } from '../ui/page-title.ts';
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
  const [title, setTitle] = useState<string | null>(null);
  useWaitingInTitle(waiting, title);
  return (
    <div className={classes.shell} data-detail={isDetail || undefined}>
      <ConnectionBanner />
      <Navigation waiting={waiting} />
      <div className={classes.page}>
        <PageTitleContext value={setTitle}>{children}</PageTitleContext>
      </div>
    </div>
  );
}
