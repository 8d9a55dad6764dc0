import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { isSendKey, judgeDraft } from '#chat-view';
import type { ConversationView, KeyValueStore } from '#client';

import { messages } from '../../messages.ts';
import { useFocusRequests } from '../frame/use-focus-requests.ts';
import { SendIcon } from '../icons.tsx';

export interface ComposerProps {
  /** Where unsent text waits, for a reload or for the next conversation. */
  drafts: KeyValueStore;
  draftKey: string;
  /** The field takes the focus when this goes up. */
  focusRequests: number;
  /** Null while there is nothing yet to send to; what is sent meanwhile goes out as soon as there is. */
  view: Pick<ConversationView, 'send' | 'setTyping'> | null;
}

export function Composer({ drafts, draftKey, focusRequests, view }: ComposerProps) {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const counterId = useId();
  const [text, setText] = useState(() => drafts.getItem(draftKey) ?? '');
  const [isSendDue, setSendDue] = useState(false);
  useFocusRequests(fieldRef, focusRequests);

  const change = (next: string) => {
    setText(next);
    setSendDue(false);
    if (next) drafts.setItem(draftKey, next);
    else drafts.removeItem(draftKey);
  };
  const { sendable, left } = judgeDraft(text);
  const isTooLong = left !== null && left < 0;
  const send = () => {
    if (!sendable) return;
    if (!view) return setSendDue(true);
    view.send(sendable);
    change('');
    fieldRef.current?.focus();
  };
  useEffect(() => {
    if (isSendDue && view) send();
  });

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="field" data-text={text}>
        <textarea
          ref={fieldRef}
          dir="auto"
          rows={1}
          value={text}
          placeholder={messages.write}
          aria-label={messages.write}
          aria-describedby={counterId}
          aria-invalid={isTooLong}
          enterkeyhint="send"
          onInput={({ currentTarget: { value } }) => {
            change(value);
            view?.setTyping(value !== '');
          }}
          onKeyDown={(event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            send();
          }}
        />
      </div>
      <span id={counterId} class={isTooLong ? 'counter over' : 'counter'}>
        {left !== null && messages.charactersLeft(left)}
      </span>
      <button
        type="submit"
        class="send"
        aria-label={messages.send}
        title={messages.send}
        aria-disabled={!sendable}
        // The field keeps the focus, and on a phone its keyboard.
        onMouseDown={(event) => event.preventDefault()}
      >
        <SendIcon />
      </button>
    </form>
  );
}
