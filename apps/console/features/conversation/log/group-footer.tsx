import { IconCheck, IconChecks, IconClock } from '@tabler/icons-react';

import type { Receipt } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { clockTime, fullDate } from '../../../ui/dates.ts';
import { actorName } from '../../../ui/people.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import { deliveryOf } from './delivery.ts';
import classes from './entry-group-row.module.css';
import type { Entry, EntryGroup } from './timeline.ts';

/** Who, when, and how far the last of the group has got. */
export function GroupFooter({ group, receipts }: { group: EntryGroup; receipts: readonly Receipt[] }) {
  const { actor, isNote, entries } = group;
  const me = useMe();
  const last = entries.at(-1);
  if (last === undefined) return null;
  const isNamed = actor.kind !== 'visitor' && actor.id !== me.id;
  return (
    <span className={classes.footer}>
      {isNamed && <span dir="auto">{actorName(actor, me.id)}</span>}
      <time dateTime={last.at} title={fullDate(last.at)}>
        {clockTime(last.at)}
      </time>
      {actor.kind !== 'visitor' && <EntryState entry={last} isNote={isNote} receipts={receipts} />}
    </span>
  );
}

const DELIVERY = {
  sent: { text: texts.sent, Icon: IconCheck },
  delivered: { text: texts.delivered, Icon: IconChecks },
  seen: { text: texts.seen, Icon: IconChecks },
} as const;

interface EntryStateProps {
  entry: Entry;
  isNote: boolean;
  receipts: readonly Receipt[];
}

/** A failed entry says so itself; a note goes nowhere, so that being stored is all there is to it. */
function EntryState({ entry, isNote, receipts }: EntryStateProps) {
  if (entry.outbox?.state === 'failed') return null;
  if (entry.seq === null) return <StateLabel state="sending" text={texts.sending} Icon={IconClock} />;
  if (isNote) return null;
  const delivery = deliveryOf(entry.seq, receipts);
  return <StateLabel state={delivery} {...DELIVERY[delivery]} />;
}

function StateLabel({ state, text, Icon }: { state: string; text: string; Icon: typeof IconCheck }) {
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={13} stroke={2} aria-hidden /> {text}
    </span>
  );
}
