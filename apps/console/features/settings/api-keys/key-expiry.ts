const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;

/** How a key stands towards its end; what ends within two weeks ends soon. */
export function expiryState(expiresAt: string | null, now: number): 'never' | 'later' | 'soon' | 'past' {
  if (expiresAt === null) return 'never';
  const left = new Date(expiresAt).getTime() - now;
  if (left <= 0) return 'past';
  return left < SOON_MS ? 'soon' : 'later';
}
