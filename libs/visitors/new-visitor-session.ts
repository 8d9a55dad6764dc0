import { addSeconds, formatSessionToken, hashSecret, newId, newSessionToken } from '#common';

const LIFETIME_SECONDS = 180 * 24 * 3600;

/** Where a browser was last seen, and whether it may be remembered. */
export interface Circumstances {
  address: string;
  /** Of the page around the widget. */
  origin: string | null;
  consentedAt: Date | null;
}

export interface StartedSession {
  sessionId: string;
  sessionToken: string;
}

/** From now on, without use. */
export function sessionExpiry(): Date {
  return addSeconds(new Date(), LIFETIME_SECONDS);
}

/** The row of a new session, and its token, of which the row keeps a hash. */
export function newVisitorSession(workspaceId: string, circumstances: Circumstances) {
  const token = newSessionToken(newId());
  const row = {
    id: token.id,
    workspaceId,
    secretHash: hashSecret(token.secret),
    expiresAt: sessionExpiry(),
    ...circumstances,
  };
  return { row, started: { sessionId: token.id, sessionToken: formatSessionToken(token) } satisfies StartedSession };
}
