import { useState } from 'react';

import type { Agent } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { reportError } from '../../../ui/report-error.ts';

/** The agents of the workspace, asked for anew whenever somebody wants to choose: who is online changes. */
export function useAgents(): { agents: readonly Agent[] | null; load: () => void } {
  const client = useClient();
  const [agents, setAgents] = useState<readonly Agent[] | null>(null);
  const load = () => {
    client.agents().then(setAgents, reportError);
  };
  return { agents, load };
}
