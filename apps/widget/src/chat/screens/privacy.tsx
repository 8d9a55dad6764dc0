import { useEffect, useId, useRef } from 'preact/hooks';

import { messages } from '../../messages.ts';
import { ShieldIcon } from '../icons.tsx';
import type { Welcome } from '../session/use-welcome.ts';
import { PolicyLink } from './policy-link.tsx';

interface Props {
  welcome: Welcome | null;
  /** Of the site. */
  name: string;
  onForget: () => void;
  onBack: () => void;
}

/** What is remembered, and how to end that. */
export function Privacy({ welcome, name, onForget, onBack }: Props) {
  const ref = useRef<HTMLElement>(null);
  const titleId = useId();
  useEffect(() => ref.current?.focus(), []);
  return (
    <section class="blank" ref={ref} tabIndex={-1} aria-labelledby={titleId}>
      <span class="blank-sign">
        <ShieldIcon />
      </span>
      <h2 id={titleId}>{messages.privacy}</h2>
      <p dir="auto">{messages.remembered}</p>
      <p dir="auto">{messages.forgetting(name)}</p>
      <PolicyLink url={welcome?.privacyUrl} />
      <button type="button" class="button danger" onClick={onForget}>
        {messages.forget}
      </button>
      <button type="button" class="plain-button" onClick={onBack}>
        {messages.back}
      </button>
    </section>
  );
}
