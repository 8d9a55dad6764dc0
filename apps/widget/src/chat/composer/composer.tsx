import { useEffect, useId, useRef, useState } from 'preact/hooks';

import type { ConversationView, KeyValueStore } from '#client';
import { LIMITS } from '#contracts';

import { messages } from '../../messages.ts';
import { useFocusRequests } from '../frame/use-focus-requests.ts';
import { SendIcon } from '../icons.tsx';
import { isSendKey } from './is-send-key.ts';
import { sendableText } from './sendable-text.ts';

export interface ComposerProps {
  /** Where unsent text waits, for a reload or for the next conversation. */
  drafts: KeyValueStore;
  draftKey: string;
  /** The field takes the focus when this goes up. */
  focusRequests: number;
  /** Null while there is nothing yet to send to; what is sent meanwhile goes out as soon as there is. */
  view: Pick<ConversationView, 'send' | 'setTyping'> | null;
}

/** From here on the counter is shown. */
const COUNTER_FROM = LIMITS.textLength - 500;

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
  const sendable = sendableText(text);
  const send = () => {
    if (!sendable) return;
    if (!view) return setSendDue(true);
    view.send(sendable);
    view.setTyping(false);
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
          aria-invalid={text.length > LIMITS.textLength}
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
      <span id={counterId} class={text.length > LIMITS.textLength ? 'counter over' : 'counter'}>
        {text.length >= COUNTER_FROM && messages.charactersLeft(LIMITS.textLength - text.length)}
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
