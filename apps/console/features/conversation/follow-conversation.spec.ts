import type { AgentClient, AgentConversationView } from '#client';

import { followConversation } from './follow-conversation.ts';

/** Counts what is opened and released. */
function countingClient() {
  const count = { opened: 0, released: 0 };
  const openConversation = () => {
    count.opened += 1;
    return { release: () => void (count.released += 1) } as unknown as AgentConversationView;
  };
  return { client: { openConversation } as unknown as AgentClient, count };
}

describe('following a conversation', () => {
  it('opens it for the first watcher and releases it after the last', () => {
    const { client, count } = countingClient();
    const followed = followConversation(client, 'c');
    expect(followed.get()).toBeNull();

    const stops = [followed.subscribe(() => undefined), followed.subscribe(() => undefined)];
    const view = followed.get();
    expect(view).not.toBeNull();
    expect(count).toEqual({ opened: 1, released: 0 });

    stops[0]?.();
    expect(followed.get()).toBe(view);
    stops[1]?.();
    expect(followed.get()).toBeNull();
    expect(count).toEqual({ opened: 1, released: 1 });
  });

  it('opens it anew for a watcher who comes back', () => {
    const { client, count } = countingClient();
    const followed = followConversation(client, 'c');
    followed.subscribe(() => undefined)();
    const stop = followed.subscribe(() => undefined);
    expect(count).toEqual({ opened: 2, released: 1 });
    stop();
  });
});
