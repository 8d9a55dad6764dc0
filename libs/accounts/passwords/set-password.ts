import { DomainError } from '#common';
import type { Agent } from '#database';

import type { Change } from '../access/access-changes.ts';

/**
 * Sets another password as part of a change; links for a new one are worthless from then on. Throws `invalid_credentials` when the
 * password is not the one any more that was there when the agent was read, or the agent was removed.
 */
export async function setPassword({ tx }: Change, { id, passwordHash }: Agent, next: string): Promise<void> {
  const where = { id, passwordHash, removedAt: null };
  const set = await tx.agent.updateMany({ where, data: { passwordHash: next } });
  if (set.count === 0) throw new DomainError('invalid_credentials');
  await tx.passwordReset.deleteMany({ where: { agentId: id } });
}
