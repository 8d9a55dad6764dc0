import type { Conversation, LogEvent, LogEventOf } from '#contracts';

const PREVIEW_LENGTH = 200;

/** The conversation as it is after an event; the server's own summary replaces it whenever one comes. */
export function advance(conversation: Conversation, event: LogEvent): Conversation {
  if (event.seq <= conversation.lastSeq) return conversation;
  return { ...conversation, ...changeOf(conversation, event), lastSeq: event.seq, lastEventAt: event.at };
}

function changeOf(conversation: Conversation, event: LogEvent): Partial<Conversation> {
  switch (event.type) {
    case 'message.created':
      return { lastMessage: lastMessageOf(event), status: statusAfter(conversation, event.actor.kind !== 'visitor') };
    case 'conversation.assigned':
      return { assignee: event.assignee, status: statusAfter(conversation, event.assignee !== null) };
    case 'conversation.closed':
      return { status: 'closed' };
    case 'conversation.reopened':
      return { status: conversation.assignee ? 'open' : 'waiting' };
    case 'note.added':
    default: // and whatever a newer server adds to the log
      return {};
  }
}

/** Nobody waits any more once somebody has answered, or has taken it. */
function statusAfter({ status }: Conversation, isTaken: boolean): Conversation['status'] {
  return status === 'waiting' && isTaken ? 'open' : status;
}

function lastMessageOf({ text, actor, at }: LogEventOf<'message.created'>): Conversation['lastMessage'] {
  return { text: text.slice(0, PREVIEW_LENGTH), actor, at };
}

/** The newer of two summaries of one conversation. */
export function newer(known: Conversation | null | undefined, told: Conversation): Conversation {
  return known && known.lastSeq > told.lastSeq ? known : told;
}
