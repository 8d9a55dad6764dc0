import type { ConversationView, OutboxItem } from '#client';

import { messages } from '../../messages.ts';

/** What can be done about a message that could not be sent. The reason is shown when trying again will not help by itself. */
export function FailedActions({ item: { clientId, error }, view }: { item: OutboxItem; view: ConversationView }) {
  return (
    <div class="meta failed">
      <span class="state">{messages.failed}</span>
      <button type="button" class="link-button" onClick={() => view.retry(clientId)}>
        {messages.retry}
      </button>
      <button type="button" class="link-button" onClick={() => view.discard(clientId)}>
        {messages.discard}
      </button>
      {error && !error.retryable && <span class="reason">{error.message}</span>}
    </div>
  );
}
