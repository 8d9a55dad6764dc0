import type { Agent } from '#contracts';

import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { Badge } from '../parts/badge.tsx';
import { partsMessages } from '../parts/parts.messages.ts';
import { RowMenu, type RowAction } from '../parts/row-menu.tsx';
import { Row } from '../parts/rows.tsx';
import type { AgentDialog } from './agent-dialogs.tsx';
import { isSomebodyElse, mayChange } from './team-rules.ts';
import { teamMessages as texts } from './team.messages.ts';

interface AgentRowProps {
  agent: Agent;
  me: Agent;
  onChoose: (dialog: AgentDialog) => void;
}

export function AgentRow({ agent, me, onChoose }: AgentRowProps) {
  const { id, name, email, role, isOnline } = agent;
  const isMe = id === me.id;
  return (
    <Row
      mark={<PersonAvatar id={id} name={name} size="md" isOnline={isOnline} />}
      name={isMe ? `${name} (${texts.you})` : name}
      facts={[
        <span key="email" dir="ltr">
          {email}
        </span>,
        isOnline ? texts.online : texts.offline,
      ]}
      badges={<Badge>{partsMessages.roles[role]}</Badge>}
      actions={<RowMenu name={name} actions={actionsOn(agent, me, onChoose)} />}
    />
  );
}

function actionsOn(agent: Agent, me: Agent, choose: (dialog: AgentDialog) => void): RowAction[] {
  if (!mayChange(me, agent)) return [];
  const change: RowAction = { label: texts.change, run: () => choose('change') };
  // The rest of the own account has its own page.
  if (!isSomebodyElse(me, agent)) return [change];
  return [
    change,
    { label: texts.sessions, run: () => choose('sessions') },
    { label: texts.resetPassword, run: () => choose('reset') },
    { label: texts.disableTwoFactor, run: () => choose('twoFactor') },
    { label: texts.remove, run: () => choose('remove'), isDanger: true },
  ];
}
