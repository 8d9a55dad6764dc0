import { addSeconds, formatSessionToken, hashSecret, newId, newSessionToken } from '#common';
import type { Agent } from '#database';

import type { Change } from '../access/access-changes.ts';
import { lockAgent } from '../access/agent-lock.ts';
import { agentTarget } from '../agent.presenter.ts';

const LIFETIME_SECONDS = 3600;

export interface IssuedReset {
  token: string;
  expiresAt: Date;
}

/**
 * Makes a link's token as part of a change, instead of those before it. It is in this answer and nowhere else. `issuedById` is the
 * admin who gets to see it, null for a mailed one.
 */
export async function issueReset({ tx, note }: Change, agent: Agent, issuedById: string | null): Promise<IssuedReset> {
  // Two at once wait for each other here: the newest alone counts.
  await lockAgent(tx, agent.id);
  await tx.passwordReset.deleteMany({ where: { agentId: agent.id } });
  const token = newSessionToken(newId());
  const expiresAt = addSeconds(new Date(), LIFETIME_SECONDS);
  const secretHash = hashSecret(token.secret);
  await tx.passwordReset.create({ data: { id: token.id, agentId: agent.id, issuedById, secretHash, expiresAt } });
  note({ action: 'password.reset_requested', target: agentTarget(agent) });
  return { token: formatSessionToken(token), expiresAt };
}
