/** Neither revoked nor too old. */
export function keysInForce(now = new Date()): {
  revokedAt: null;
  OR: ({ expiresAt: null } | { expiresAt: { gt: Date } })[];
} {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}
