import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';

import type { RouteOutput } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useDialog } from '../../../ui/use-dialog.ts';
import type { Resource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { Badge } from '../parts/badge.tsx';
import { Day } from '../parts/day.tsx';
import { partsMessages } from '../parts/parts.messages.ts';
import { Row, Rows } from '../parts/rows.tsx';
import { teamMessages as texts } from './team.messages.ts';

type Invitations = RouteOutput<'invitation.list'>;
type Invitation = Invitations['invitations'][number];

/** Not shown while there is none, nor while it is not known. */
export function InvitationList({ invitations }: { invitations: Resource<Invitations> }) {
  const client = useClient();
  const revoking = useDialog<Invitation>();
  const open = invitations.data?.invitations ?? [];
  const revoke = async (invitationId: string) => {
    await client.call('invitation.revoke', { invitationId });
    await invitations.reload();
  };
  return (
    <>
      {open.length > 0 && (
        <SettingsCard title={texts.invitations} description={texts.invitationsText} isFlush>
          <Rows label={texts.invitations}>
            {open.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} onRevoke={() => revoking.open(invitation)} />
            ))}
          </Rows>
        </SettingsCard>
      )}
      <ConfirmDialog
        isOpen={revoking.isOpen}
        title={texts.revokeTitle}
        label={texts.revoke}
        isDanger
        onConfirm={() => revoke(revoking.subject?.id ?? '')}
        onClose={revoking.close}
      >
        {texts.revokeText(revoking.subject?.email ?? '')}
      </ConfirmDialog>
    </>
  );
}

function InvitationRow({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const { email, role, invitedBy, expiresAt } = invitation;
  const facts = [
    invitedBy !== null && texts.invitedBy(invitedBy),
    <>
      {texts.expires} <Day at={expiresAt} />
    </>,
  ];
  const revoke = (
    <Button variant="default" onClick={onRevoke} aria-label={`${texts.revoke}: ${email}`}>
      {texts.revoke}
    </Button>
  );
  return (
    <Row
      mark={<IconMail size={20} stroke={1.5} aria-hidden />}
      name={email}
      badges={<Badge>{partsMessages.roles[role]}</Badge>}
      facts={facts}
      actions={revoke}
    />
  );
}
