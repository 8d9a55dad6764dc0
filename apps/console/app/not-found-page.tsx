import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from 'wouter';

import { MessagePage } from '../ui/message-page.tsx';
import { appMessages as texts } from './app.messages.ts';

export function NotFoundPage() {
  return (
    <MessagePage
      icon={<IconCompass stroke={1.5} />}
      title={texts.notFoundTitle}
      text={texts.notFoundText}
      action={
        <Button component={Link} href="/" size="sm">
          {texts.backToInbox}
        </Button>
      }
    />
  );
}
