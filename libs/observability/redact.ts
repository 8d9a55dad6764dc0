/** Fields whose value is never written, whatever it is. In lower case, without dashes and underscores. */
const SECRET_NAME =
  /(authorization|cookie|password|passwd|token|ticket|secret|jwt|bearer|credentials|codes|otp|apikey|privatekey)$|^(text|body)$/;
/** What an authenticator app shows, and a backup code. Error codes look otherwise. */
const ONE_TIME_CODE = /^(\d{6}|[a-z2-7]{10})$/;
const DEEPEST = 6;
/** Characters that are looked at, and those that are written. */
const READ = 16_000;
const WRITTEN = 4_000;

/** What gives a secret away inside a sentence, and what stays of it. */
const IN_TEXT: readonly [RegExp, string][] = [
  // JWTs, and the secrets of links, sessions and keys: 32 bytes in base64url.
  [/\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g, '[token]'],
  [/(?<![\w-])(parley_[0-9a-f]{32}_)?[\w-]{43}(?![\w-])/g, '[secret]'],
  [/\b(Bearer|Basic)\s+[^\s"',]+/gi, '$1 [token]'],
  // Name and password in an address; its query and fragment.
  [/(\w:\/\/)[^\s/@"']+@/g, '$1'],
  [/(\/[^\s?#"']*)[?#][^\s"']+/g, '$1'],
  // What was to be parsed: the message of JSON.parse repeats it.
  [/,? (\.\.\.)?".*"(\.\.\.)? is not valid JSON/gs, ' is not valid JSON'],
];

/** A copy that may be written to a log: without secrets and without what people wrote. Of errors remain kind, message, stack and cause. */
export function withoutSecrets(fields: object): Record<string, unknown> {
  return copyOf(fields, 0);
}

export function textWithoutSecrets(text: string): string {
  const cleaned = IN_TEXT.reduce((rest, [pattern, kept]) => rest.replace(pattern, kept), text.slice(0, READ));
  return cleaned.length > WRITTEN ? `${cleaned.slice(0, WRITTEN)}…` : cleaned;
}

function copyOf(fields: object, depth: number): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([name, value]) => !isSecret(name, value));
  return Object.fromEntries(kept.map(([name, value]) => [name, valueOf(value, depth + 1)]));
}

function isSecret(name: string, value: unknown): boolean {
  const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
  return SECRET_NAME.test(plain) || (plain === 'code' && ONE_TIME_CODE.test(String(value)));
}

function valueOf(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth > DEEPEST) return '[…]';
  if (value instanceof Error) return errorOf(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.map((item) => valueOf(item, depth + 1));
  return copyOf(value, depth);
}

/** Libraries hang queries, parameters and requests on their errors: what is not named here is left out. */
function errorOf(error: Error & { code?: unknown }, depth: number): object {
  const { name, message, stack, code, cause } = error;
  return {
    type: name,
    message: textWithoutSecrets(message),
    stack: textWithoutSecrets(stack ?? ''),
    ...(code !== undefined && { code: valueOf(code, depth + 1) }),
    ...(cause !== undefined && { cause: valueOf(cause, depth + 1) }),
  };
}
