import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './message-page.module.css';

interface MessagePageProps {
  icon: ReactNode;
  title: string;
  text: string;
  /** The way out: a button or a link. */
  action: ReactNode;
}

/** A page that has only one thing to say. */
export function MessagePage({ icon, title, text, action }: MessagePageProps) {
  return (
    <main className={classes.page}>
      <EmptyState icon={icon} maw={420}>
        <EmptyState.Title order={1}>{title}</EmptyState.Title>
        <EmptyState.Description>{text}</EmptyState.Description>
        <EmptyState.Actions>{action}</EmptyState.Actions>
      </EmptyState>
    </main>
  );
}
