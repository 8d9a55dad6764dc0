import { IconCheck, IconChecks, IconClock } from '@tabler/icons-react';

import { clockTime, deliveryState, lastEntry, type EntryGroup } from '#chat-view';
import type { Receipt } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { fullDate } from '../../../ui/dates.ts';
import { actorName } from '../../../ui/people.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './entry-group-row.module.css';

interface GroupFooterProps {
  group: EntryGroup;
  receipts: readonly Receipt[];
}

/** Who, when, and how far the last of the group has got. */
export function GroupFooter({ group, receipts }: GroupFooterProps) {
  const { actor } = group;
  const me = useMe();
  const { at } = lastEntry(group);
  const isNamed = actor.kind !== 'visitor' && actor.id !== me.id;
  return (
    <span className={classes.footer}>
      {isNamed && <span dir="auto">{actorName(actor, me.id)}</span>}
      <time dateTime={at} title={fullDate(at)}>
        {clockTime(at)}
      </time>
      {actor.kind !== 'visitor' && <GroupState group={group} receipts={receipts} />}
    </span>
  );
}

const STATES = {
  sending: { text: texts.sending, Icon: IconClock },
  sent: { text: texts.sent, Icon: IconCheck },
  delivered: { text: texts.delivered, Icon: IconChecks },
  seen: { text: texts.seen, Icon: IconChecks },
} as const;

/** A failed entry says so itself; a note goes nowhere, so that being stored is all there is to it. */
function GroupState({ group, receipts }: GroupFooterProps) {
  const state = deliveryState(lastEntry(group), group.actor, receipts);
  if (state === 'failed' || (group.isNote && state !== 'sending')) return null;
  const { text, Icon } = STATES[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={13} stroke={2} aria-hidden /> {text}
    </span>
  );
}
