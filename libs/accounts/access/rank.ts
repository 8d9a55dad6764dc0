import { DomainError } from '#common';
import type { StaffActor } from '#common';
import { isAtLeast } from '#contracts';
import type { Role } from '#contracts';
import type { Prisma, Workspace } from '#database';

import { keysInForce } from '../api-keys/keys-in-force.ts';
import { lockWorkspace } from './workspace-lock.ts';

/** A program has no role of its own: whoever has its key must not become more by it than any agent is. */
const RANK_OF_KEYS: Role = 'agent';

/** Nobody touches, gives or takes a role above their own: throws `forbidden`. */
export function requireRank(actor: StaffActor, role: Role): void {
  const own = actor.kind === 'agent' ? actor.role : RANK_OF_KEYS;
  if (!isAtLeast(own, role)) throw new DomainError('forbidden');
}

/**
 * Locks the workspace; from here until commit the actor is at least what the request was let in as. Throws `forbidden` when they
 * have been removed or lowered meanwhile, or their key has ended. Whom they act upon has to be read after this.
 */
export async function lockWorkspaceFor(tx: Prisma.TransactionClient, actor: StaffActor): Promise<Workspace> {
  const workspace = await lockWorkspace(tx, actor.workspaceId);
  if (!(await isStill(tx, actor))) throw new DomainError('forbidden');
  return workspace;
}

async function isStill(tx: Prisma.TransactionClient, actor: StaffActor): Promise<boolean> {
  const { id, workspaceId } = actor;
  if (actor.kind === 'integration') return (await tx.apiKey.count({ where: { id, ...keysInForce() } })) > 0;
  const agent = await tx.agent.findFirst({ where: { id, workspaceId, removedAt: null } });
  return agent !== null && isAtLeast(agent.role, actor.role);
}
