import type { ReactNode } from 'react';

import classes from './parts.module.css';

export function Badge({ tone, children }: { tone?: 'good' | 'warning'; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}
