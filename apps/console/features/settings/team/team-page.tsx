import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';

import { useDialog } from '../../../ui/use-dialog.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { SettingsPage } from '../layout/settings-page.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import { AgentList } from './agent-list.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { teamMessages as texts } from './team.messages.ts';

export function TeamPage() {
  const agents = useResource('agent.list', {});
  const invitations = useResource('invitation.list', {});
  const inviting = useDialog();
  const invite = (
    <Button size="sm" leftSection={<IconUserPlus size={17} />} onClick={() => inviting.open(true)}>
      {texts.invite}
    </Button>
  );
  return (
    <SettingsPage title={texts.title} description={texts.description} actions={invite}>
      <InvitationList invitations={invitations} />
      <SettingsCard isFlush>
        <LoadGate resource={agents}>{(data) => <AgentList agents={data.agents} onChange={agents.reload} />}</LoadGate>
      </SettingsCard>
      <InviteDialog isOpen={inviting.isOpen} onClose={inviting.close} onInvited={invitations.reload} />
    </SettingsPage>
  );
}
