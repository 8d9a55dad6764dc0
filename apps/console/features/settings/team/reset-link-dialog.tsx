import { useState } from 'react';

import type { Agent, RouteOutput } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { fullDate } from '../../../ui/dates.ts';
import { SecretDialog } from '../parts/secret-dialog.tsx';
import { teamMessages as texts } from './team.messages.ts';

interface ResetLinkDialogProps {
  agent: Agent;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks first: the link takes the place of the one before, and whoever holds it can take over the account. */
export function ResetLinkDialog({ agent, isOpen, onClose }: ResetLinkDialogProps) {
  const client = useClient();
  const [link, setLink] = useState<RouteOutput<'agent.resetPassword'> | null>(null);
  const make = async () => setLink(await client.call('agent.resetPassword', { agentId: agent.id }));
  const title = texts.resetTitle(agent.name);
  return (
    <>
      <ConfirmDialog isOpen={isOpen} title={title} label={texts.makeLink} onConfirm={make} onClose={onClose}>
        {texts.resetText(agent.name)}
      </ConfirmDialog>
      <SecretDialog
        isOpen={link !== null}
        title={title}
        label={texts.resetLink}
        secret={link?.url ?? ''}
        onClose={() => setLink(null)}
      >
        <p>{link && texts.linkEnds(fullDate(link.expiresAt))}</p>
      </SecretDialog>
    </>
  );
}
