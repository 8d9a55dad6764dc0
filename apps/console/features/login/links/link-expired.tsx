import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

import { EntryPage } from '../entry-page.tsx';
import { linksMessages as texts } from './links.messages.ts';

interface LinkExpiredProps {
  documentTitle: string;
  text: string;
  /** Another way in. */
  children?: ReactNode;
}

export function LinkExpired({ documentTitle, text, children }: LinkExpiredProps) {
  return (
    <EntryPage documentTitle={documentTitle} title={texts.expiredTitle} subtitle={text}>
      {children}
      <Button component={Link} href="/" variant={children === undefined ? 'filled' : 'subtle'} size="sm" fullWidth>
        {texts.toLogin}
      </Button>
    </EntryPage>
  );
}
