import { Combobox, Loader, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconUserOff } from '@tabler/icons-react';

import type { Agent } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './conversation-header.module.css';
import { matchAgents, NOBODY } from './match-agents.ts';

interface AssigneeOptionsProps {
  /** Null while they are being asked for. */
  agents: readonly Agent[] | null;
  assigneeId: string | null;
  search: string;
}

export function AssigneeOptions({ agents, assigneeId, search }: AssigneeOptionsProps) {
  const me = useMe();
  const found = matchAgents(agents ?? [], search, me.id);
  return (
    <Combobox.Options className={classes.options} aria-label={texts.assignTo}>
      {found.map((agent) => (
        <AgentOption key={agent.id} agent={agent} isMe={agent.id === me.id} isActive={agent.id === assigneeId} />
      ))}
      {assigneeId !== null && search === '' && (
        <Combobox.Option value={NOBODY}>
          <span className={classes.option}>
            <IconUserOff size={20} stroke={1.5} aria-hidden /> {texts.unassign}
          </span>
        </Combobox.Option>
      )}
      {agents === null && (
        <Combobox.Empty>
          <Loader size="xs" />
        </Combobox.Empty>
      )}
      {agents !== null && found.length === 0 && <Combobox.Empty>{texts.noAgents}</Combobox.Empty>}
    </Combobox.Options>
  );
}

function AgentOption({ agent, isMe, isActive }: { agent: Agent; isMe: boolean; isActive: boolean }) {
  return (
    <Combobox.Option value={agent.id} active={isActive} aria-selected={isActive}>
      <span className={classes.option}>
        <PersonAvatar id={agent.id} name={agent.name} size="xs" isOnline={agent.isOnline} />
        <span className={classes.optionName} dir="auto">
          {isMe ? texts.me(agent.name) : agent.name}
        </span>
        {agent.isOnline && <VisuallyHidden>{texts.online}</VisuallyHidden>}
        {isActive && <IconCheck size={15} aria-hidden />}
      </span>
    </Combobox.Option>
  );
}
