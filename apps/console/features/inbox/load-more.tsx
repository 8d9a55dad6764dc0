import { Button } from '@mantine/core';

import { useClient } from '../../session/session-context.ts';
import { useAction } from '../../ui/use-action.ts';
import { useOnVisible } from '../../ui/use-on-visible.ts';
import classes from './inbox-pane.module.css';
import { inboxMessages as texts } from './inbox.messages.ts';

/** Loads as soon as it scrolls into view; the button is for keyboards and for trying again. */
export function LoadMore() {
  const { inbox } = useClient();
  const { run, isRunning } = useAction(() => inbox.loadMore());
  const ref = useOnVisible<HTMLDivElement>(run);
  return (
    <div ref={ref} className={classes.more}>
      <Button variant="subtle" color="gray" loading={isRunning} onClick={run}>
        {texts.loadMore}
      </Button>
    </div>
  );
}
