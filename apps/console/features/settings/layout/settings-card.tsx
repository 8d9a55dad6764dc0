import { useId, type ReactNode } from 'react';

import classes from './settings-card.module.css';

interface SettingsCardProps {
  title?: string;
  description?: ReactNode;
  /** Beside the title: a state, or a button. */
  aside?: ReactNode;
  /** The content reaches to the edges: lists and tables. */
  isFlush?: boolean;
  children?: ReactNode;
}

/** One matter on a page of the settings. */
export function SettingsCard({ title, description, aside, isFlush = false, children }: SettingsCardProps) {
  const titleId = useId();
  return (
    <section className={classes.card} aria-labelledby={title === undefined ? undefined : titleId}>
      {title !== undefined && (
        <header className={classes.header}>
          <div className={classes.what}>
            <h2 id={titleId} className={classes.title}>
              {title}
            </h2>
            {description !== undefined && <p className={classes.description}>{description}</p>}
          </div>
          {aside}
        </header>
      )}
      {children !== undefined && (
        <div className={classes.content} data-flush={isFlush || undefined}>
          {children}
        </div>
      )}
    </section>
  );
}
