/** `parley_<id of its row, in hex>_<secret>`: secret scanners know it by `parley_[0-9a-f]{32}_[A-Za-z0-9_-]{43}`. */
const FORMAT = /^parley_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([\w-]{43})$/;

export interface ApiKeyToken {
  id: string;
  secret: string;
}

export function formatApiKey({ id, secret }: ApiKeyToken): string {
  return `parley_${id.replaceAll('-', '')}_${secret}`;
}

/** Null when the text cannot be one, whoever sent it. */
export function parseApiKey(text: string): ApiKeyToken | null {
  const match = FORMAT.exec(text);
  const secret = match?.[6];
  return match && secret ? { id: match.slice(1, 6).join('-'), secret } : null;
}

/** Whether a bearer token means to be an API key: those are not JWTs. */
export function looksLikeApiKey(token: string): boolean {
  return token.startsWith('parley_');
}
