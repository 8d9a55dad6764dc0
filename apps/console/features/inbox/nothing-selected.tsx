import { Kbd } from '@mantine/core';
import { IconMessages, IconMoodSmile } from '@tabler/icons-react';

import { useClient } from '../../session/session-context.ts';
import { useStore } from '../../ui/use-store.ts';
import { inboxMessages as texts } from './inbox.messages.ts';
import classes from './nothing-selected.module.css';

export function NothingSelected() {
  const { conversations } = useStore(useClient().inbox);
  if (conversations.length === 0) return <NothingToSelect />;
  return (
    <div className={classes.root}>
      <IconMessages size={40} stroke={1.2} aria-hidden />
      <h2 className={classes.title}>{texts.nothingSelected}</h2>
      <p className={classes.text}>{texts.nothingSelectedText}</p>
      <dl className={classes.keys}>
        <dt>
          <Kbd>J</Kbd> <Kbd>K</Kbd>
        </dt>
        <dd>{texts.keyMove}</dd>
        <dt>
          <Kbd>Enter</Kbd>
        </dt>
        <dd>{texts.keyOpen}</dd>
        <dt>
          <Kbd>Esc</Kbd>
        </dt>
        <dd>{texts.keyBack}</dd>
      </dl>
    </div>
  );
}

/** The list beside it says why it is empty. */
function NothingToSelect() {
  return (
    <div className={classes.root}>
      <IconMoodSmile size={40} stroke={1.2} aria-hidden />
      <p className={classes.text}>{texts.nothingToSelect}</p>
    </div>
  );
}
