import type { ErrorCode } from '#contracts';

/** Where the catalogue's sentence speaks to programs, people get another one. */
export const errorMessages: Partial<Record<ErrorCode, string>> = {
  unavailable: 'Parley cannot be reached just now. Check your connection and try again.',
  invalid_request: 'Parley did not accept this. Check what you entered.',
  unauthenticated: 'Your session has ended. Please sign in again.',
  token_expired: 'Your session has ended. Please sign in again.',
  not_found: 'This does not exist, or you may not see it.',
  too_many_pending: 'That was a little fast. Please try again.',
  rate_limited: 'Too many attempts. Please wait a moment and try again.',
  conversation_not_closed: 'The conversation is already open.',
};
