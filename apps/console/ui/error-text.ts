import { ERRORS, isErrorCode } from '#contracts';

import { errorMessages } from './error.messages.ts';

/** The sentence people read about a failure, whatever was thrown. */
export function errorText(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (!isErrorCode(code)) return ERRORS.internal.message;
  return errorMessages[code] ?? ERRORS[code].message;
}
