import { Tabs } from '@mantine/core';

import { useClient } from '../../session/session-context.ts';
import { useStore } from '../../ui/use-store.ts';
import { ConversationList } from './conversation-list.tsx';
import classes from './inbox-pane.module.css';
import { INBOX_FILTERS, useRememberedFilter } from './inbox-filter.ts';
import { inboxMessages as texts } from './inbox.messages.ts';
import type { ReadMarks } from './read-marks.ts';

interface InboxPaneProps {
  selectedId: string | null;
  readMarks: ReadMarks;
}

export function InboxPane({ selectedId, readMarks }: InboxPaneProps) {
  const { inbox } = useClient();
  const state = useStore(inbox);
  const remember = useRememberedFilter(inbox);
  const choose = (value: string | null) => {
    const filter = INBOX_FILTERS.find((known) => known === value);
    if (filter) remember(filter);
  };
  return (
    <section className={classes.pane} aria-labelledby="inbox-title">
      <header className={classes.header}>
        <h1 id="inbox-title" className={classes.title}>
          {texts.title}
        </h1>
      </header>
      <Tabs value={state.filter} onChange={choose} variant="pills" classNames={tabClasses}>
        <Tabs.List aria-label={texts.filterLabel}>
          {INBOX_FILTERS.map((filter) => (
            <Tabs.Tab key={filter} value={filter}>
              {texts.filters[filter]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={state.filter} tabIndex={-1} data-scroll-root>
          <ConversationList key={state.filter} state={state} selectedId={selectedId} readMarks={readMarks} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

const tabClasses = { root: classes.tabs, list: classes.filters, tab: classes.filter, panel: classes.panel };
