import type { ErrorCode } from '#contracts';

/** Where the catalogue's sentence speaks to programs, people get another one. */
export const errorMessages: Partial<Record<ErrorCode, string>> = {
  unavailable: 'Parley cannot be reached just now. Check your connection and try again.',
  invalid_request: 'Parley did not accept this. Check what you entered.',
  unauthenticated: 'Your session has ended. Please sign in again.',
  session_ended: 'Your session has ended. Please sign in again.',
  sso_refused: 'Your organisation’s sign-on did not let you in here. Ask an admin of your workspace to invite you.',
  sso_unavailable: 'Your organisation’s sign-on cannot be reached just now. Please try again.',
  link_expired: 'This link has been used already, or is too old.',
  token_expired: 'Your session has ended. Please sign in again.',
  not_found: 'This does not exist, or you may not see it.',
  too_many_pending: 'That was a little fast. Please try again.',
  rate_limited: 'Too many attempts. Please wait a moment and try again.',
  conversation_not_closed: 'The conversation is already open.',
};

export const waitMessages = {
  seconds: (count: number) => `Too many attempts. Try again in ${count} ${count === 1 ? 'second' : 'seconds'}.`,
  minutes: (count: number) => `Too many attempts. Try again in ${count} minutes.`,
} as const;
