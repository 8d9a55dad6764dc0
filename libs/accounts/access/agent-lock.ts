import type { Prisma } from '#database';

/** Whoever changes what an agent signs in with takes this first: nobody else does until commit, and logins wait. */
export async function lockAgent(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM agents WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}
