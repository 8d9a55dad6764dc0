import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useRef } from 'react';

import { partsMessages as texts } from './parts.messages.ts';
import classes from './parts.module.css';

export interface RowAction {
  label: string;
  run: () => void;
  isDanger?: boolean;
}

/** What can be done with one thing of a list; nothing is shown when nothing can. */
export function RowMenu({ name, actions }: { name: string; actions: readonly RowAction[] }) {
  const target = useRef<HTMLButtonElement>(null);
  if (actions.length === 0) return null;
  // The item is gone by the time a dialog closes and gives the focus back.
  const choose = (run: () => void) => {
    target.current?.focus();
    run();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon ref={target} size="lg" aria-label={texts.actionsFor(name)}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, run, isDanger = false }) => (
          <Menu.Item key={label} className={isDanger ? classes.dangerItem : undefined} onClick={() => choose(run)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
