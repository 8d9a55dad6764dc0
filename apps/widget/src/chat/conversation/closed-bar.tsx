import { useRef } from 'preact/hooks';

import { messages } from '../../messages.ts';
import { useFocusRequests } from '../frame/use-focus-requests.ts';

interface Props {
  focusRequests: number;
  onStartNew: () => void;
}

/** Stands where the composer was, and takes its focus over: a closed conversation takes no more messages. */
export function ClosedBar({ focusRequests, onStartNew }: Props) {
  const buttonRef = useRef<HTMLButtonElement>(null);
  useFocusRequests(buttonRef, focusRequests);
  return (
    <footer class="closed-bar">
      <button ref={buttonRef} type="button" class="button" onClick={onStartNew}>
        {messages.startNew}
      </button>
    </footer>
  );
}
