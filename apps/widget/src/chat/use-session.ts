import { useCallback, useEffect, useState } from 'preact/hooks';

import type { ConversationView, VisitorClient } from '#client';

export interface Session {
  /** The conversation on the screen; null while loading, or when that failed. */
  view: ConversationView | null;
  /** Why there is no session, as a sentence. */
  problem: string | null;
  restart: () => void;
  startNew: () => void;
}

/** The visitor's session and the conversation it leads to. */
export function useSession(client: VisitorClient): Session {
  const [view, setView] = useState<ConversationView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const restart = useCallback(() => {
    setProblem(null);
    client
      .start()
      .then(() => client.currentConversation())
      .then(setView, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  }, [client]);
  useEffect(restart, [restart]);

  const startNew = useCallback(() => {
    view?.release();
    setView(client.newConversation());
  }, [client, view]);

  return { view, problem, restart, startNew };
}
