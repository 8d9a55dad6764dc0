import { Alert, Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { errorText } from '../../../ui/error-text.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { Resource } from '../../../ui/use-resource.ts';
import { partsMessages as texts } from './parts.messages.ts';
import classes from './parts.module.css';

/** Shows what was read, and until then that it is being read, or why it could not be. */
export function LoadGate<T>({ resource, children }: { resource: Resource<T>; children: (data: T) => ReactNode }) {
  const { run, isRunning } = useAction(resource.reload);
  if (resource.data !== undefined) return children(resource.data);
  if (resource.error === null) return <Loading />;
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle size={18} />} title={texts.loadFailed}>
      <p className={classes.failure}>{errorText(resource.error)}</p>
      <Button variant="default" loading={isRunning} onClick={run}>
        {texts.retry}
      </Button>
    </Alert>
  );
}

function Loading() {
  return (
    <div className={classes.loading} aria-busy>
      <VisuallyHidden component="output">{texts.loading}</VisuallyHidden>
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={14} width={`${70 - row * 15}%`} />
      ))}
    </div>
  );
}
