import type { SystemEvent } from '#chat-view';
import type { LogEventOf } from '#contracts';

import { actorName, personName } from '../../../ui/people.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';

/** What happened to the conversation, as the reader `meId` would tell it. */
export function systemText(event: SystemEvent, meId: string): string {
  const actor = actorName(event.actor, meId);
  if (event.type === 'conversation.assigned') return assignedText(event, actor, meId);
  if (event.type === 'conversation.reopened') return texts.reopened(actor);
  return event.reason === 'idle' ? texts.closedIdle : texts.closed(actor);
}

function assignedText(event: LogEventOf<'conversation.assigned'>, actor: string, meId: string): string {
  const { assignee } = event;
  if (assignee === null) return texts.released(actor);
  const isOwnDoing = event.actor.kind === 'agent' && event.actor.id === assignee.id;
  if (assignee.id === meId) return isOwnDoing ? texts.tookIt : texts.assignedYou(actor);
  return isOwnDoing ? texts.assignedSelf(actor) : texts.assigned(actor, personName(assignee));
}
