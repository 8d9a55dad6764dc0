import type { Conversation } from '#contracts';

import { actorName } from '../../ui/people.ts';
import { inboxMessages as texts } from './inbox.messages.ts';

const LONGEST = 160;

/** The last message on one line, with its author unless that is the visitor. */
export function previewOf(lastMessage: Conversation['lastMessage'], meId: string): string {
  if (lastMessage === null) return texts.noMessage;
  const { actor, text } = lastMessage;
  const line = text.slice(0, LONGEST).toWellFormed().replace(/\s+/g, ' ').trim();
  if (actor.kind === 'visitor') return line;
  const isMe = actor.kind === 'agent' && actor.id === meId;
  return (isMe ? texts.you : texts.agent(actorName(actor, meId))) + line;
}
