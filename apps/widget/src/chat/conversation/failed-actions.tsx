import type { ConversationView } from '#client';

import { messages } from '../../messages.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';

/** What can be done about a message that could not be sent. The reason is shown when trying again will not help by itself. */
export function FailedActions({ message: { key, error }, view }: { message: ShownMessage; view: ConversationView }) {
  return (
    <div class="meta failed">
      <span class="state">{messages.failed}</span>
      <button type="button" class="link-button" onClick={() => view.retry(key)}>
        {messages.retry}
      </button>
      <button type="button" class="link-button" onClick={() => view.discard(key)}>
        {messages.discard}
      </button>
      {error && !error.retryable && <span class="reason">{error.message}</span>}
    </div>
  );
}
