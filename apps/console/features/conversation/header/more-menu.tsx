import { ActionIcon, Menu } from '@mantine/core';
import { IconBan, IconDotsVertical } from '@tabler/icons-react';
import { lazy, Suspense, useRef } from 'react';

import { isAllowed, type Person } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { useDialog } from '../../../ui/use-dialog.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './conversation-header.module.css';

/** Comes when it is needed: it is rare, and brings what only forms need. */
const BanVisitorDialog = lazy(() =>
  import('../../settings/bans/ban-visitor-dialog.tsx').then((module) => ({ default: module.BanVisitorDialog })),
);

/** What is rare, and not for everyone. */
export function MoreMenu({ visitor }: { visitor: Person }) {
  const { role } = useMe();
  const banning = useDialog<Person>();
  const target = useRef<HTMLButtonElement>(null);
  if (!isAllowed('visitor.ban', { kind: 'agent', role })) return null;
  const ban = () => {
    // The item is gone by the time the dialog closes and gives the focus back.
    target.current?.focus();
    banning.open(visitor);
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon ref={target} size="lg" aria-label={texts.more}>
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item className={classes.danger} leftSection={<IconBan size={16} />} onClick={ban}>
            {texts.ban}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {banning.subject && (
        <Suspense>
          <BanVisitorDialog visitor={banning.subject} isOpen={banning.isOpen} onClose={banning.close} />
        </Suspense>
      )}
    </>
  );
}
