import { Button } from '@mantine/core';
import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';

import { MessagePage } from '../ui/message-page.tsx';
import { appMessages as texts } from './app.messages.ts';

/** Keeps a fault of the page from ending in a white screen. React has reported the fault to the browser's console by then. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <CrashPage /> : this.props.children;
  }
}

function CrashPage() {
  const reload = (
    <Button size="sm" onClick={() => location.reload()}>
      {texts.reload}
    </Button>
  );
  return (
    <MessagePage icon={<IconMoodSad stroke={1.5} />} title={texts.crashTitle} text={texts.crashText} action={reload} />
  );
}
