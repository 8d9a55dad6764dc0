import { Tooltip } from '@mantine/core';
import { IconInbox, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';

import { Logo } from '../ui/logo.tsx';
import { AgentMenu } from './agent-menu.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import classes from './navigation.module.css';
import { shellMessages as texts } from './shell.messages.ts';
import { waitingLabel } from './waiting-label.ts';

export function Navigation({ waiting }: { waiting: number }) {
  const [path] = useLocation();
  const isInInbox = path === '/' || path.startsWith('/conversations/');
  return (
    <nav className={classes.rail} aria-label={texts.navigation}>
      <span className={classes.logo}>
        <Logo />
      </span>
      <Tooltip label={texts.inbox} position="right">
        <Link
          href="/"
          className={classes.link}
          aria-current={isInInbox ? 'page' : undefined}
          aria-label={waiting > 0 ? texts.inboxWaiting(waitingLabel(waiting)) : texts.inbox}
        >
          <IconInbox size={21} stroke={1.6} aria-hidden />
          {waiting > 0 && (
            <span className={classes.count} aria-hidden>
              {waitingLabel(waiting)}
            </span>
          )}
        </Link>
      </Tooltip>
      <Tooltip label={texts.settings} position="right">
        <Link
          href="/settings"
          className={classes.link}
          aria-current={path.startsWith('/settings') ? 'page' : undefined}
          aria-label={texts.settings}
        >
          <IconSettings size={21} stroke={1.6} aria-hidden />
        </Link>
      </Tooltip>
      <span className={classes.spacer} />
      <ConnectionDot />
      <AgentMenu />
    </nav>
  );
}
