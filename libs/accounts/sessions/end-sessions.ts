import type { Agent } from '#database';

import type { Change } from '../access/access-changes.ts';
import { agentTarget } from '../agent.presenter.ts';

/** Why a session ended, as the audit log tells it. */
export type EndReason = 'logout' | 'ended' | 'password_changed' | 'password_reset' | 'agent_removed' | 'token_reused';

export interface Ending {
  reason: EndReason;
  /** This one alone. */
  only?: string;
  /** All but this one. */
  except?: string;
}

type Owner = Pick<Agent, 'id' | 'name'>;

/** Ends an agent's sessions as part of a change, and has their sockets looked at. Resolves to how many were alive. */
export async function endSessions(change: Change, agent: Owner, { reason, only, except }: Ending): Promise<number> {
  const ended = await change.tx.agentSession.updateManyAndReturn({
    where: { agentId: agent.id, ...alive(), AND: [{ id: only }, { id: { not: except } }] },
    data: { endedAt: new Date() },
    select: { id: true },
  });
  for (const { id } of ended) {
    change.note({ action: 'session.ended', target: agentTarget(agent), details: { sessionId: id, reason } });
    change.concerns('session', id);
  }
  return ended.length;
}

/** Neither ended nor too long unused. */
export function alive(): { endedAt: null; expiresAt: { gt: Date } } {
  return { endedAt: null, expiresAt: { gt: new Date() } };
}
