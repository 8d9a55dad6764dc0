import type { ConversationView } from '#client';

import { messages } from '../../messages.ts';
import type { MessageGroup as Group } from '../timeline/build-timeline.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import { timeLabel } from '../timeline/times.ts';
import { Avatar } from './avatar.tsx';
import { FailedActions } from './failed-actions.tsx';
import { MessageText } from './message-text.tsx';

/** One author's messages in a row: who it was above them, when and how far they got below. */
export function MessageGroup({ group: { author, messages: shown }, view }: { group: Group; view: ConversationView }) {
  const last = shown.at(-1)!;
  return (
    <section class={author ? 'group theirs' : 'group own'}>
      {author && <Avatar actor={author} />}
      {author ? (
        <p class="author" dir="auto">
          {author.name ?? messages.support}
        </p>
      ) : (
        <p class="visually-hidden">{messages.you}</p>
      )}
      {shown.map((message) => (
        <div key={message.key} class={`bubble ${message.state ?? ''}`} dir="auto">
          <MessageText text={message.text} />
        </div>
      ))}
      {last.state === 'failed' ? <FailedActions message={last} view={view} /> : <Meta message={last} />}
    </section>
  );
}

function Meta({ message }: { message: ShownMessage }) {
  return (
    <p class="meta">
      <time dir="auto" dateTime={message.at}>
        {timeLabel(message.at)}
      </time>
      {message.state && <span class="state">{messages[message.state]}</span>}
    </p>
  );
}
