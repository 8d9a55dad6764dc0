import { useMemo } from 'react';

import { useClient } from '../../session/session-context.ts';
import { useStore } from '../../ui/use-store.ts';
import { Conversation } from './conversation.tsx';
import { followConversation } from './follow-conversation.ts';

interface ConversationPaneProps {
  id: string;
  /** Called whenever the agent has seen the conversation up to a seq. */
  onRead: (conversationId: string, seq: number) => void;
}

/** Follows one conversation for as long as it is on the screen. Mount it anew (`key`) for another one. */
export function ConversationPane({ id, onRead }: ConversationPaneProps) {
  const client = useClient();
  const view = useStore(useMemo(() => followConversation(client, id), [client, id]));
  return view && <Conversation id={id} view={view} onRead={onRead} />;
}
