import { ERRORS, isErrorCode } from '#contracts';

import { errorMessages, waitMessages } from './error.messages.ts';

/** The sentence people read about a failure, whatever was thrown. */
export function errorText(error: unknown): string {
  const code = field(error, 'code');
  if (!isErrorCode(code)) return ERRORS.internal.message;
  return waitText(error) ?? errorMessages[code] ?? ERRORS[code].message;
}

/** For whoever is asked to wait: how long. */
function waitText(error: unknown): string | null {
  const body = field(error, 'body') ?? error;
  const wait = field(body, 'retryAfterMs');
  if (field(error, 'code') !== 'rate_limited' || typeof wait !== 'number') return null;
  const seconds = Math.max(1, Math.ceil(wait / 1_000));
  return seconds < 100 ? waitMessages.seconds(seconds) : waitMessages.minutes(Math.ceil(seconds / 60));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
