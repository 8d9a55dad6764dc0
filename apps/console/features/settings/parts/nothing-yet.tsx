import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './parts.module.css';

interface NothingYetProps {
  icon: ReactNode;
  title: string;
  text: string;
  action?: ReactNode;
}

/** Stands where a list would be. */
export function NothingYet({ icon, title, text, action }: NothingYetProps) {
  return (
    <EmptyState className={classes.empty} icon={icon} maw={440} mx="auto">
      <EmptyState.Title order={3}>{title}</EmptyState.Title>
      <EmptyState.Description>{text}</EmptyState.Description>
      {action !== undefined && <EmptyState.Actions>{action}</EmptyState.Actions>}
    </EmptyState>
  );
}
