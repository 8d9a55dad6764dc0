import type { Prisma, Workspace } from '#database';

/**
 * From here until commit, nobody else changes who belongs to the workspace: what is counted stays true. Visitors, conversations
 * and logins do not wait for it.
 */
export async function lockWorkspace(tx: Prisma.TransactionClient, id: string): Promise<Workspace> {
  await tx.$queryRaw`SELECT 1 FROM workspaces WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.workspace.findUniqueOrThrow({ where: { id } });
}
