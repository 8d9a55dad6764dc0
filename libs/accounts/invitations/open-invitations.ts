/** Neither accepted nor revoked, nor too old. */
export function openInvitations(now = new Date()): { acceptedAt: null; revokedAt: null; expiresAt: { gt: Date } } {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
}
