import { ConversationPane } from '../features/conversation/conversation-pane.tsx';
import { InboxPane } from '../features/inbox/inbox-pane.tsx';
import { NothingSelected } from '../features/inbox/nothing-selected.tsx';
import { useReadMarks } from '../features/inbox/use-read-marks.ts';
import classes from './workplace.module.css';

/** The list beside the conversation that is open. */
export function Workplace({ conversationId }: { conversationId: string | null }) {
  const { marks, raise } = useReadMarks();
  return (
    <main className={classes.workplace} data-screen={conversationId === null ? 'list' : 'detail'}>
      <div className={classes.list}>
        <InboxPane selectedId={conversationId} readMarks={marks} />
      </div>
      <div className={classes.detail} data-empty={conversationId === null || undefined}>
        {conversationId === null ? (
          <NothingSelected />
        ) : (
          <ConversationPane key={conversationId} id={conversationId} onRead={raise} />
        )}
      </div>
    </main>
  );
}
