import type { ReactNode } from 'react';

import classes from './rows.module.css';

/** A list inside a card; each row names itself. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.rows} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  /** Before the name: a picture or an icon. */
  mark?: ReactNode;
  name: ReactNode;
  /** Small facts in a line under the name. */
  facts?: readonly ReactNode[];
  /** Short states, e.g. a role. */
  badges?: ReactNode;
  /** What can be done with it. */
  actions?: ReactNode;
  children?: ReactNode;
}

export function Row({ mark, name, facts = [], badges, actions, children }: RowProps) {
  const shown = facts.filter((fact) => fact !== null && fact !== undefined && fact !== false);
  return (
    <li className={classes.row}>
      {mark}
      <div className={classes.main}>
        <div className={classes.head}>
          <span className={classes.name} dir="auto">
            {name}
          </span>
          {badges}
        </div>
        {shown.length > 0 && (
          <div className={classes.facts}>
            {shown.map((fact, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- facts have no identity, and keep their order
              <span key={index} className={classes.fact}>
                {fact}
              </span>
            ))}
          </div>
        )}
        {children}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}
