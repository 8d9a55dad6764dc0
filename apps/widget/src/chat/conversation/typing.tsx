import type { Actor } from '#contracts';

import { messages } from '../../messages.ts';
import { Avatar } from './avatar.tsx';

/** Shows who is typing. The line keeps its place in the tree, so that it is announced when it is filled. */
export function Typing({ actors }: { actors: readonly Actor[] }) {
  const actor = actors.at(0);
  return (
    <output class="typing">
      {actor && (
        <>
          <Avatar actor={actor} />
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span class="visually-hidden">{messages.isTyping(actor.name ?? messages.support)}</span>
        </>
      )}
    </output>
  );
}
