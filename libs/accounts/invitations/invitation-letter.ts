import type { Invitation } from '#database';
import type { Letter } from '#mail';

export function invitationLetter({ email, invitedBy }: Invitation, workspaceName: string, url: string): Letter {
  const inviter = invitedBy ?? 'Somebody';
  return {
    subject: `Join ${workspaceName} on Parley`,
    opening: [
      `${inviter} invites you to answer the customers of ${workspaceName} on Parley, with the address ${email}.`,
    ],
    link: { label: 'Accept the invitation', url },
    closing: [
      'The link works once, for seven days.',
      'If you did not expect this, ignore it. Nothing happens unless somebody opens the link.',
    ],
  };
}
