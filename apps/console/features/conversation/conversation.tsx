import type { KeyboardEvent } from 'react';
import { useLocation } from 'wouter';

import type { AgentConversationView } from '#client';

import { visitorName } from '../../ui/people.ts';
import { useStore } from '../../ui/use-store.ts';
import { Composer } from './composer/composer.tsx';
import { ConversationFailure } from './conversation-failure.tsx';
import { ConversationSkeleton, MessagesSkeleton } from './conversation-skeleton.tsx';
import classes from './conversation.module.css';
import { conversationMessages as texts } from './conversation.messages.ts';
import { ConversationHeader } from './header/conversation-header.tsx';
import { MessageLog } from './log/message-log.tsx';
import { TypingLine } from './log/typing-line.tsx';

interface ConversationProps {
  id: string;
  view: AgentConversationView;
  onRead: (conversationId: string, seq: number) => void;
}

export function Conversation({ id, view, onRead }: ConversationProps) {
  const state = useStore(view);
  const [, navigate] = useLocation();
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    // Keys in a dropdown bubble up to here although it stands elsewhere in the document.
    if (event.currentTarget.contains(event.target as Node)) navigate('/');
  };

  const { conversation, error } = state;
  if (error !== null && state.events.length === 0) return <ConversationFailure error={error} />;
  if (conversation === null) return <ConversationSkeleton />;
  const isFirstLoad = state.isLoading && state.events.length + state.outbox.length === 0;
  const name = visitorName(conversation.visitor);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves from anywhere inside
    <section className={classes.pane} aria-label={texts.conversationWith(name)} onKeyDown={leave}>
      <ConversationHeader conversation={conversation} view={view} />
      {isFirstLoad ? <MessagesSkeleton /> : <MessageLog state={state} view={view} onRead={(seq) => onRead(id, seq)} />}
      <TypingLine typing={state.typing} />
      <Composer conversation={conversation} view={view} />
    </section>
  );
}
