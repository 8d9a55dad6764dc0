import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

import { Logo } from '../../ui/logo.tsx';
import classes from './entry-page.module.css';

interface EntryPageProps {
  documentTitle: string;
  title: string;
  subtitle?: string;
  children?: ReactNode;
}

/** The card that is all one sees before one is signed in. */
export function EntryPage({ documentTitle, title, subtitle, children }: EntryPageProps) {
  useDocumentTitle(documentTitle);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.mark}>
          <Logo size={30} />
        </div>
        <h1 className={classes.title}>{title}</h1>
        {subtitle !== undefined && <p className={classes.subtitle}>{subtitle}</p>}
        <div className={classes.content}>{children}</div>
      </div>
    </main>
  );
}
