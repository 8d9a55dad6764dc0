import { isSecret, newSecret } from './ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A long-lived token `<id of its row>.<secret>`: found by primary key, and worthless to whoever reads the table. */
export interface SessionToken {
  id: string;
  secret: string;
}

export function newSessionToken(id: string): SessionToken {
  return { id, secret: newSecret() };
}

export function formatSessionToken(token: SessionToken): string {
  return `${token.id}.${token.secret}`;
}

/** Null when the text cannot be one, whoever sent it. */
export function parseSessionToken(text: string): SessionToken | null {
  const [id, secret, ...rest] = text.split('.');
  if (!id || !secret || rest.length > 0 || !UUID.test(id)) return null;
  return { id, secret };
}

export function matchesSessionToken(token: SessionToken, secretHash: string | null): boolean {
  return isSecret(token.secret, secretHash);
}
