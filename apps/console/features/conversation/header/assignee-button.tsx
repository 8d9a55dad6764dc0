import { Button, type ButtonProps } from '@mantine/core';
import { IconChevronDown, IconUserPlus } from '@tabler/icons-react';
import type { ComponentProps } from 'react';

import type { Person } from '#contracts';

import { personName } from '../../../ui/people.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './conversation-header.module.css';

type AssigneeButtonProps = { assignee: Person | null; isOpen: boolean } & ButtonProps & ComponentProps<'button'>;

/** Takes whatever the dropdown adds to its target. */
export function AssigneeButton({ assignee, isOpen, ...target }: AssigneeButtonProps) {
  const name = assignee === null ? texts.unassigned : personName(assignee);
  const avatar = assignee ? <PersonAvatar id={assignee.id} name={name} size="xs" /> : <IconUserPlus size={16} />;
  return (
    <Button
      {...target}
      className={classes.picker}
      variant="default"
      aria-label={assignee === null ? texts.assignTo : texts.assignedTo(name)}
      aria-haspopup="listbox"
      aria-expanded={isOpen}
      leftSection={avatar}
      rightSection={<IconChevronDown size={14} />}
    >
      <span className={classes.label}>{name}</span>
    </Button>
  );
}
