import { notifications } from '@mantine/notifications';

import type { Agent } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { AgentSessionsDialog } from './agent-sessions-dialog.tsx';
import { ChangeAgentDialog } from './change-agent-dialog.tsx';
import { ResetLinkDialog } from './reset-link-dialog.tsx';
import { teamMessages as texts } from './team.messages.ts';

export type AgentDialog = 'change' | 'sessions' | 'reset' | 'twoFactor' | 'remove';

interface AgentDialogsProps {
  dialog: AgentDialog;
  agent: Agent;
  isOpen: boolean;
  onClose: () => void;
  onChange: () => Promise<void>;
}

/** The one that was chosen in an agent's menu. */
export function AgentDialogs({ dialog, onChange, ...about }: AgentDialogsProps) {
  switch (dialog) {
    case 'change':
      return <ChangeAgentDialog {...about} onChange={onChange} />;
    case 'sessions':
      return <AgentSessionsDialog {...about} />;
    case 'reset':
      return <ResetLinkDialog {...about} />;
    case 'twoFactor':
      return <DisableTwoFactorDialog {...about} />;
    case 'remove':
      return <RemoveAgentDialog {...about} onChange={onChange} />;
  }
}

type AboutAgent = Omit<AgentDialogsProps, 'dialog' | 'onChange'>;

function DisableTwoFactorDialog({ agent, ...dialog }: AboutAgent) {
  const client = useClient();
  const disable = async () => {
    await client.call('agent.disableTwoFactor', { agentId: agent.id });
    notifications.show({ message: texts.twoFactorOff(agent.name) });
  };
  const title = texts.disableTwoFactorTitle(agent.name);
  return (
    <ConfirmDialog {...dialog} title={title} label={texts.disableTwoFactorLabel} isDanger onConfirm={disable}>
      {texts.disableTwoFactorText}
    </ConfirmDialog>
  );
}

function RemoveAgentDialog({ agent, onChange, ...dialog }: AboutAgent & { onChange: () => Promise<void> }) {
  const client = useClient();
  const remove = async () => {
    await client.call('agent.remove', { agentId: agent.id });
    await onChange();
  };
  const title = texts.removeTitle(agent.name);
  return (
    <ConfirmDialog {...dialog} title={title} label={texts.remove} isDanger onConfirm={remove}>
      {texts.removeText(agent.name)}
    </ConfirmDialog>
  );
}
