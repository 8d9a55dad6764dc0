import { VisuallyHidden } from '@mantine/core';

import type { Person } from '#contracts';

import { personName } from '../../ui/people.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import classes from './conversation-row.module.css';
import { inboxMessages as texts } from './inbox.messages.ts';

export function RowAssignee({ assignee }: { assignee: Person }) {
  const label = texts.assignedTo(personName(assignee));
  return (
    <span className={classes.assignee} title={label}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <PersonAvatar id={assignee.id} name={assignee.name} size="xs" />
    </span>
  );
}
