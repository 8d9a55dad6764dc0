import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

import { usePageTitle } from '../../../ui/page-title.ts';
import { useInitialFocus } from '../../../ui/use-initial-focus.ts';
import classes from './settings-page.module.css';
import { settingsMessages as texts } from './settings.messages.ts';

interface SettingsPageProps {
  title: string;
  description?: string;
  /** What can be done on this page as a whole, such as adding one. */
  actions?: ReactNode;
  /** Of a page below another one: the way back. Otherwise it leads to the navigation, which only a phone hides. */
  back?: { href: string; label: string };
  children: ReactNode;
}

/** One page of the settings: its heading, which gets the focus when one comes here, and its cards. */
export function SettingsPage({ title, description, actions, back, children }: SettingsPageProps) {
  usePageTitle(title);
  const heading = useInitialFocus<HTMLHeadingElement>();
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Link
          href={back?.href ?? '/settings'}
          className={classes.back}
          data-below={back !== undefined || undefined}
          aria-label={back?.label ?? texts.title}
        >
          <IconChevronLeft size={20} className="mantine-rotate-rtl" aria-hidden />
        </Link>
        <div className={classes.what}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
          {description !== undefined && <p className={classes.description}>{description}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
