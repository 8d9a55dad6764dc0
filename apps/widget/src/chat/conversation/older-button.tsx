import { messages } from '../../messages.ts';

/** Scrolling up does the same; this is for keyboards, and for a log that does not fill the screen. */
export function OlderButton({ isLoading, onLoad }: { isLoading: boolean; onLoad: () => void }) {
  return (
    <button type="button" class="older" aria-disabled={isLoading} onClick={onLoad}>
      {isLoading ? messages.loadingOlder : messages.loadOlder}
    </button>
  );
}
