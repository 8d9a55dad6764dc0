import { useState } from 'react';

import type { Agent } from '#contracts';

import { useMe } from '../../../session/session-context.ts';
import { Rows } from '../parts/rows.tsx';
import { AgentDialogs, type AgentDialog } from './agent-dialogs.tsx';
import { AgentRow } from './agent-row.tsx';
import { sortTeam } from './team-rules.ts';
import { teamMessages as texts } from './team.messages.ts';

interface AgentListProps {
  agents: readonly Agent[];
  onChange: () => Promise<void>;
}

export function AgentList({ agents, onChange }: AgentListProps) {
  const me = useMe();
  // The dialog stays known while it fades out.
  const [chosen, setChosen] = useState<{ dialog: AgentDialog; agent: Agent; isOpen: boolean } | null>(null);
  const close = () => setChosen((open) => open && { ...open, isOpen: false });
  return (
    <>
      <Rows label={texts.agents}>
        {sortTeam(agents).map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            me={me}
            onChoose={(dialog) => setChosen({ dialog, agent, isOpen: true })}
          />
        ))}
      </Rows>
      {chosen && <AgentDialogs {...chosen} onChange={onChange} onClose={close} />}
    </>
  );
}
