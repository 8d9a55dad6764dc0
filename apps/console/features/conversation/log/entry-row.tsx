import type { Entry } from '#chat-view';
import type { AgentConversationView } from '#client';

import classes from './entry-group-row.module.css';
import { FailedEntry } from './failed-entry.tsx';
import { MessageText } from './message-text.tsx';

export function EntryRow({ entry, view }: { entry: Entry; view: AgentConversationView }) {
  const { outbox, text } = entry;
  return (
    <>
      <div className={classes.bubble} data-state={outbox?.state} dir="auto">
        <MessageText text={text} />
      </div>
      {outbox?.state === 'failed' && <FailedEntry item={outbox} view={view} />}
    </>
  );
}
