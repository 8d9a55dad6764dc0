import { useEffect, useRef, useState } from 'preact/hooks';

import type { ClientError, ConversationView, VisitorClient } from '#client';

import { useStore } from '../use-store.ts';

export interface CurrentConversation {
  /** The conversation on the screen; null while loading, or when that failed. */
  view: ConversationView | null;
  problem: ClientError | null;
  startNew: () => void;
  /** After a problem. */
  retry: () => void;
}

/** The visitor's conversation. When the visitor turns out to be somebody else, it is that person's. */
export function useConversation(client: VisitorClient): CurrentConversation {
  const visitorId = useStore(client.visitor)?.id;
  const shownRef = useRef<ConversationView | null>(null);
  const [view, setView] = useState<ConversationView | null>(null);
  const [problem, setProblem] = useState<ClientError | null>(null);
  const [attempt, setAttempt] = useState(0);

  const show = (next: ConversationView | null) => {
    shownRef.current?.release();
    shownRef.current = next;
    setView(next);
  };

  useEffect(() => {
    let isWanted = visitorId !== undefined;
    setProblem(null);
    if (isWanted) {
      client.currentConversation().then(
        (found) => (isWanted ? show(found) : found.release()),
        (error: unknown) => isWanted && setProblem(error as ClientError),
      );
    }
    return () => {
      isWanted = false;
      show(null);
    };
  }, [client, visitorId, attempt]);

  const startNew = () => show(client.newConversation());
  return { view, problem, startNew, retry: () => setAttempt(attempt + 1) };
}
