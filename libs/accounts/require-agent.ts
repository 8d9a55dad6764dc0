import { DomainError } from '#common';
import type { Agent, Prisma } from '#database';

/** Throws `not_found` for an agent of another workspace or one that was removed. */
export async function requireAgent(tx: Prisma.TransactionClient, workspaceId: string, id: string): Promise<Agent> {
  const agent = await tx.agent.findFirst({ where: { id, workspaceId, removedAt: null } });
  if (!agent) throw new DomainError('not_found');
  return agent;
}
