import { LIMITS, type ErrorBody } from '#contracts';

import { errorCode } from '../../ui/error-code.ts';
import { errorText } from '../../ui/error-text.ts';
import { newPasswordMessages as texts } from './new-password.messages.ts';

export interface PasswordHint {
  strength: 'none' | 'weak' | 'fair' | 'good';
  text: string;
}

/** From here on length speaks for itself, as long as it is not one thing over and over. */
const GOOD_LENGTH = 16;
const GOOD_VARIETY = 8;

/** While it is typed: by length and variety alone. Whether it is on a list of leaked ones is for the server to say. */
export function passwordHint(password: string): PasswordHint {
  const least = LIMITS.passwordMinLength;
  if (password === '') return { strength: 'none', text: texts.rule(least) };
  if (password.length < least) return { strength: 'weak', text: texts.missing(least - password.length) };
  const isGood = password.length >= GOOD_LENGTH && new Set(password).size >= GOOD_VARIETY;
  return isGood ? { strength: 'good', text: texts.good } : { strength: 'fair', text: texts.fair };
}

export function newPasswordProblem(password: string): string | null {
  return password.length < LIMITS.passwordMinLength ? texts.tooShort(LIMITS.passwordMinLength) : null;
}

/** What the server says against a password, in words for its field; null when the failure is about something else. */
export function weakPasswordText(error: unknown): string | null {
  if (errorCode(error) !== 'weak_password') return null;
  const reason = (error as { body?: ErrorBody }).body?.details?.[0]?.message;
  return reason === undefined ? errorText(error) : texts.weak(reason);
}
