import type { AgentClient, AgentConversationView, Store } from '#client';

/** The view of a conversation: opened when the first one looks at it, released when the last one has gone, null meanwhile. */
export function followConversation(client: AgentClient, id: string): Store<AgentConversationView | null> {
  let view: AgentConversationView | null = null;
  let watchers = 0;
  return {
    get: () => view,
    subscribe() {
      watchers += 1;
      view ??= client.openConversation(id);
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        view?.release();
        view = null;
      };
    },
  };
}
