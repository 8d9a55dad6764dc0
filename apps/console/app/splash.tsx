import { Button, Loader } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';

import { errorText } from '../ui/error-text.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { appMessages as texts } from './app.messages.ts';
import classes from './splash.module.css';

interface SplashProps {
  error: unknown;
  onRetry: () => void;
}

/** Shown until it is known whether somebody is signed in. */
export function Splash({ error, onRetry }: SplashProps) {
  if (error === null) {
    return (
      <main className={classes.splash} aria-busy aria-label={texts.loading}>
        <Loader size="sm" type="dots" />
      </main>
    );
  }
  const retry = (
    <Button size="sm" onClick={onRetry}>
      {texts.retry}
    </Button>
  );
  const icon = <IconPlugConnectedX stroke={1.5} />;
  return <MessagePage icon={icon} title={texts.restoreFailed} text={errorText(error)} action={retry} />;
}
