import { DomainError, matchesSessionToken, parseSessionToken } from '#common';
import type { SessionToken } from '#common';
import type { Prisma, Visitor } from '#database';

import type { Vouched } from './identity-tokens.ts';
import type { StartedSession } from './new-visitor-session.ts';

/** Whose session it is that shows the website's word. */
export interface Current {
  token: SessionToken;
  vouched: Vouched;
  visitor: Visitor;
}

/**
 * One at a time for each person, also while there is no row of them yet: two browsers at once must not make two of them. Nobody
 * waits here with a connection in hand: throws `overloaded`. Rows that others hold are waited for a second at most.
 */
export async function lockPerson(
  tx: Prisma.TransactionClient,
  siteId: string,
  externalId: string,
): Promise<Visitor | null> {
  await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
  const [lock] = await tx.$queryRaw<{ is_ours: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`${siteId}:${externalId}`}, 0)) AS is_ours`;
  if (!lock?.is_ours) throw new DomainError('overloaded');
  return tx.visitor.findUnique({ where: { siteId_externalId: { siteId, externalId } } });
}

/**
 * Null when the session has ended meanwhile, or has another secret. With its row and the visitor's locked, no conversation is made for
 * them and nobody bans them until it is over.
 */
export async function lockVisitorOf(
  tx: Prisma.TransactionClient,
  { sessionToken }: StartedSession,
  vouched: Vouched,
): Promise<Current | null> {
  const token = parseSessionToken(sessionToken);
  if (!token) return null;
  const [session] = await tx.$queryRaw<{ visitor_id: string; secret_hash: string }[]>`
    SELECT visitor_id, secret_hash FROM visitor_sessions WHERE id = ${token.id}::uuid AND ended_at IS NULL FOR UPDATE`;
  if (!session || !matchesSessionToken(token, session.secret_hash)) return null;
  await tx.$queryRaw`SELECT 1 FROM visitors WHERE id = ${session.visitor_id}::uuid FOR UPDATE`;
  const visitor = await tx.visitor.findUnique({ where: { id: session.visitor_id } });
  return visitor && { token, vouched, visitor };
}

/** The first session that shows a token has it for itself. */
export async function useToken(
  tx: Prisma.TransactionClient,
  { tokenHash, expiresAt }: Vouched,
  sessionId: string,
): Promise<void> {
  const [use] = await tx.$queryRaw<{ session_id: string }[]>`
    INSERT INTO identity_token_uses AS u (token_hash, session_id, expires_at)
    VALUES (${tokenHash}, ${sessionId}::uuid, ${expiresAt})
    ON CONFLICT (token_hash) DO UPDATE SET expires_at = u.expires_at
    RETURNING session_id`;
  if (use?.session_id !== sessionId) throw new DomainError('invalid_identity');
}
