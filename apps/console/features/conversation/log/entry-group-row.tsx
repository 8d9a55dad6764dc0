import { IconLock } from '@tabler/icons-react';

import type { EntryGroup } from '#chat-view';
import type { AgentConversationView } from '#client';
import type { Receipt } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { actorName } from '../../../ui/people.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './entry-group-row.module.css';
import { EntryRow } from './entry-row.tsx';
import { GroupFooter } from './group-footer.tsx';

interface EntryGroupRowProps {
  group: EntryGroup;
  receipts: readonly Receipt[];
  view: AgentConversationView;
}

export function EntryGroupRow({ group, receipts, view }: EntryGroupRowProps) {
  const { actor, isNote, entries } = group;
  const me = useMe();
  const isVisitor = actor.kind === 'visitor';
  return (
    <article
      className={classes.group}
      data-side={isVisitor ? 'visitor' : 'agent'}
      data-note={isNote || undefined}
      aria-label={actorName(actor, me.id)}
    >
      {isVisitor && <PersonAvatar id={actor.id} name={actor.name} />}
      <div className={classes.bubbles}>
        {isNote && (
          <span className={classes.noteLabel}>
            <IconLock size={12} aria-hidden /> {texts.note}
          </span>
        )}
        {entries.map((entry) => (
          <EntryRow key={entry.key} entry={entry} view={view} />
        ))}
        <GroupFooter group={group} receipts={receipts} />
      </div>
    </article>
  );
}
