import { useEffect, useRef } from 'preact/hooks';

import { messages } from '../../messages.ts';
import { ShieldIcon } from '../icons.tsx';

/** The visitor has ended the chat here, and nothing is remembered any more. */
export function Ended({ onStart }: { onStart: () => void }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <section class="blank" ref={ref} tabIndex={-1} aria-label={messages.ended}>
      <span class="blank-sign">
        <ShieldIcon />
      </span>
      <h2>{messages.ended}</h2>
      <p dir="auto">{messages.forgotten}</p>
      <button type="button" class="button" onClick={() => onStart()}>
        {messages.startChat}
      </button>
    </section>
  );
}
