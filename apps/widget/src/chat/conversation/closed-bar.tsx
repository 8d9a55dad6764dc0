import { messages } from '../../messages.ts';

/** Stands where the composer was: a closed conversation takes no more messages. */
export function ClosedBar({ onStartNew }: { onStartNew: () => void }) {
  return (
    <footer class="closed-bar">
      <button type="button" class="button" onClick={onStartNew}>
        {messages.startNew}
      </button>
    </footer>
  );
}
