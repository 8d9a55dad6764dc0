import { clockTime, deliveryState, lastEntry } from '#chat-view';
import type { EntryGroup } from '#chat-view';
import type { ConversationView } from '#client';
import type { Receipt } from '#contracts';

import { messages } from '../../messages.ts';
import { Avatar } from './avatar.tsx';
import { FailedActions } from './failed-actions.tsx';
import { MessageText } from './message-text.tsx';

interface Props {
  group: EntryGroup;
  receipts: readonly Receipt[];
  view: ConversationView;
}

/** One author's messages in a row: who it was above them, when and how far they got below. */
export function MessageGroup({ group, receipts, view }: Props) {
  const { actor, entries } = group;
  const isOwn = actor.kind === 'visitor';
  const { outbox } = lastEntry(group);
  return (
    <section class={isOwn ? 'group own' : 'group theirs'}>
      {!isOwn && <Avatar actor={actor} />}
      {isOwn ? (
        <p class="visually-hidden">{messages.you}</p>
      ) : (
        <p class="author" dir="auto">
          {actor.name ?? messages.support}
        </p>
      )}
      {entries.map((entry) => (
        <div key={entry.key} class={`bubble ${entry.outbox?.state ?? ''}`} dir="auto">
          <MessageText text={entry.text} />
        </div>
      ))}
      {outbox?.state === 'failed' ? (
        <FailedActions item={outbox} view={view} />
      ) : (
        <Meta group={group} receipts={isOwn ? receipts : null} />
      )}
    </section>
  );
}

/** Without receipts only the time: how far the others' messages got is not the visitor's business. */
function Meta({ group, receipts }: { group: EntryGroup; receipts: readonly Receipt[] | null }) {
  const last = lastEntry(group);
  return (
    <p class="meta">
      <time dir="auto" dateTime={last.at}>
        {clockTime(last.at)}
      </time>
      {receipts && <span class="state">{messages[deliveryState(last, group.actor, receipts)]}</span>}
    </p>
  );
}
