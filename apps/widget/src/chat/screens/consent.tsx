import { useId, useRef } from 'preact/hooks';

import { messages } from '../../messages.ts';
import { useFocusRequests } from '../frame/use-focus-requests.ts';
import { ShieldIcon } from '../icons.tsx';
import type { Welcome } from '../session/use-welcome.ts';
import { PolicyLink } from './policy-link.tsx';

interface Props {
  /** Null while it is being fetched: the question waits for the name. */
  welcome: Welcome | null;
  focusRequests: number;
  onAgree: () => void;
  /** Null where there is nothing to close. */
  onDecline: (() => void) | null;
}

/** Asks before anything is remembered. The focus is on the question, not on an answer. */
export function Consent({ welcome, focusRequests, onAgree, onDecline }: Props) {
  const ref = useRef<HTMLElement>(null);
  const [titleId, textId] = [useId(), useId()];
  useFocusRequests(ref, focusRequests);
  return (
    <section class="blank" ref={ref} tabIndex={-1} aria-labelledby={titleId} aria-describedby={textId}>
      <span class="blank-sign">
        <ShieldIcon />
      </span>
      <h2 id={titleId}>{messages.consentTitle}</h2>
      <p id={textId} dir="auto">
        {messages.consent(welcome?.name ?? messages.support)}
      </p>
      <PolicyLink url={welcome?.privacyUrl} />
      <button type="button" class="button" onClick={onAgree}>
        {messages.agree}
      </button>
      {onDecline && (
        <button type="button" class="plain-button" onClick={onDecline}>
          {messages.decline}
        </button>
      )}
    </section>
  );
}
