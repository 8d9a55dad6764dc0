/**
 * Every error a client can meet, over REST and over the socket alike: HTTP status, whether the same request may succeed
 * when sent again, and the sentence people read. REST answers it as an RFC 9457 problem document, a command as an
 * envelope `{ok: false, error}`; `code` is the key of this table and never changes its meaning.
 */
export const ERRORS = {
  invalid_request: { status: 400, retryable: false, message: 'The request does not have the documented shape.' },
  unknown_command: { status: 400, retryable: false, message: 'There is no such command here.' },
  unauthenticated: { status: 401, retryable: false, message: 'Please sign in first.' },
  token_expired: { status: 401, retryable: false, message: 'The token has expired. Fetch a new one.' },
  session_ended: { status: 401, retryable: false, message: 'The session has ended. Please sign in again.' },
  two_factor_required: { status: 401, retryable: false, message: 'Please enter the code of your authenticator app.' },
  invalid_code: { status: 401, retryable: false, message: 'The code is wrong, or was used already.' },
  invalid_identity: { status: 401, retryable: false, message: "The website's proof of who you are is not valid." },
  invalid_credentials: { status: 401, retryable: false, message: 'E-mail address or password is wrong.' },
  forbidden: { status: 403, retryable: false, message: 'You may not do this.' },
  origin_not_allowed: { status: 403, retryable: false, message: 'This website is not on the list of allowed origins.' },
  banned: { status: 403, retryable: false, message: 'You have been shut out of this chat.' },
  consent_required: { status: 403, retryable: false, message: 'This website asks for your consent first.' },
  sso_refused: { status: 403, retryable: false, message: 'Single sign-on did not let you in.' },
  not_found: { status: 404, retryable: false, message: 'There is no such thing, or you may not see it.' },
  already_exists: { status: 409, retryable: false, message: 'That exists already.' },
  last_owner: { status: 409, retryable: false, message: 'A workspace needs an owner. Make somebody else one first.' },
  link_expired: { status: 410, retryable: false, message: 'The link is used up or too old. Ask for a new one.' },
  conversation_closed: { status: 409, retryable: false, message: 'The conversation is closed.' },
  conversation_not_closed: { status: 409, retryable: false, message: 'The conversation is not closed.' },
  conversation_moved: { status: 409, retryable: true, message: 'The conversation has gone on meanwhile.' },
  weak_password: { status: 422, retryable: false, message: 'The password is too easy to guess.' },
  payload_too_large: { status: 413, retryable: false, message: 'The request is larger than the documented limit.' },
  unsupported_media_type: { status: 415, retryable: false, message: 'Send JSON with Content-Type: application/json.' },
  too_many_pending: { status: 429, retryable: true, message: 'Too many commands of this connection are unanswered.' },
  too_many_conversations: { status: 429, retryable: false, message: 'This connection follows too many conversations.' },
  rate_limited: { status: 429, retryable: true, message: 'Too many requests. Please slow down.' },
  internal: { status: 500, retryable: false, message: 'Something went wrong on our side.' },
  sso_unavailable: { status: 502, retryable: true, message: 'The single sign-on provider cannot be reached.' },
  overloaded: { status: 503, retryable: true, message: 'The server is busy. Please try again.' },
  draining: { status: 503, retryable: true, message: 'This instance is shutting down. Please reconnect.' },
  unavailable: { status: 503, retryable: true, message: 'The database cannot be reached. Please try again.' },
} as const satisfies Record<string, { status: number; retryable: boolean; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What a client is told about a failure. `details` names the fields that were refused. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details?: readonly ErrorDetail[];
  /** With `rate_limited`: how long to wait, in milliseconds. */
  retryAfterMs?: number;
}

export interface ErrorDetail {
  /** Dotted path into the input, empty for the input as a whole. */
  path: string;
  message: string;
}

/** The answer to every command. */
export type Envelope<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };

/** RFC 9457 problem document (`application/problem+json`). */
export interface Problem extends Omit<ErrorBody, 'message'> {
  type: string;
  title: string;
  status: number;
  detail: string;
  requestId?: string;
}

export function errorBody(code: ErrorCode, details?: readonly ErrorDetail[]): ErrorBody {
  const { message, retryable } = ERRORS[code];
  return details ? { code, message, retryable, details } : { code, message, retryable };
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}
