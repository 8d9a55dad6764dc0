import { Alert, Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

import type { ErrorBody } from '#contracts';

import { useClient } from '../../session/session-context.ts';
import { errorText } from '../../ui/error-text.ts';
import { useAction } from '../../ui/use-action.ts';
import classes from './inbox-pane.module.css';
import { inboxMessages as texts } from './inbox.messages.ts';

export function ListFailure({ error }: { error: ErrorBody }) {
  const { inbox } = useClient();
  const { run, isRunning } = useAction(() => inbox.reload());
  return (
    <Alert
      className={classes.failure}
      color="red"
      role="alert"
      icon={<IconAlertCircle size={18} />}
      title={texts.loadFailed}
    >
      <p className={classes.failureText}>{errorText(error)}</p>
      <Button variant="default" loading={isRunning} onClick={run}>
        {texts.retry}
      </Button>
    </Alert>
  );
}
