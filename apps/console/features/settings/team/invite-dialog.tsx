import { useState } from 'react';

import type { RouteOutput } from '#contracts';

import { Dialog } from '../../../ui/dialog.tsx';
import { SecretDialog } from '../parts/secret-dialog.tsx';
import { InviteForm } from './invite-form.tsx';
import { teamMessages as texts } from './team.messages.ts';

interface InviteDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onInvited: () => Promise<void>;
}

/** The address and the role, and then the link. */
export function InviteDialog({ isOpen, onClose, onInvited }: InviteDialogProps) {
  const [made, setMade] = useState<RouteOutput<'invitation.create'> | null>(null);
  const close = () => {
    onClose();
    setMade(null);
  };
  const invited = (answer: RouteOutput<'invitation.create'>) => {
    setMade(answer);
    void onInvited();
  };
  return (
    <>
      <Dialog isOpen={isOpen && made === null} onClose={close} title={texts.inviteTitle}>
        <InviteForm onInvited={invited} onCancel={close} />
      </Dialog>
      <SecretDialog
        isOpen={made !== null}
        title={made ? texts.invitedTitle(made.invitation.email) : ''}
        label={texts.invitationLink}
        secret={made?.url ?? ''}
        onClose={close}
      >
        <p>{made?.isMailed ? texts.mailed : texts.notMailed}</p>
      </SecretDialog>
    </>
  );
}
