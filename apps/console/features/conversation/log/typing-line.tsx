import type { Actor } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { actorName } from '../../../ui/people.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './typing-line.module.css';

/** Always as high as one line, so that nothing moves when somebody starts to type. */
export function TypingLine({ typing }: { typing: readonly Actor[] }) {
  const me = useMe();
  const [first] = typing;
  return (
    <output className={classes.line}>
      {first && (
        <>
          <span className={classes.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {typing.length > 1 ? texts.typingMany(typing.length) : texts.typing(actorName(first, me.id))}
        </>
      )}
    </output>
  );
}
