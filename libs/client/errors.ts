import type { ErrorBody, ErrorCode } from '#contracts';
import { errorBody } from '#contracts';

import type { ClientError } from './api.ts';

/** The other 401s are about what somebody typed: a password, a code. */
const ABOUT_TOKEN: ReadonlySet<ErrorCode> = new Set(['unauthenticated', 'token_expired', 'session_ended']);

export class CallError extends Error implements ClientError {
  override readonly name = 'ClientError';
  readonly body: ErrorBody;
  /** Somebody between us and the server said so, a balancer perhaps, who may say something else in a moment. */
  readonly isForeign: boolean;

  constructor(body: ErrorBody, { isForeign = false, ...options }: ErrorOptions & { isForeign?: boolean } = {}) {
    super(body.message, options);
    this.body = body;
    this.isForeign = isForeign;
  }

  get code(): ErrorCode {
    return this.body.code;
  }

  /** The token is no good; with a new one the same request may succeed. */
  get isAboutToken(): boolean {
    return ABOUT_TOKEN.has(this.code);
  }

  /** How long the server wants to be left alone. */
  get retryAfterMs(): number {
    return this.body.retryAfterMs ?? 0;
  }

  /** The same request may succeed later: nothing is wrong with the request itself. */
  get isTemporary(): boolean {
    return this.body.retryable || (this.isAboutToken && this.code !== 'session_ended');
  }
}

/** No answer: whether the request took effect is unknown. */
export function unavailable(cause?: unknown): CallError {
  return new CallError(errorBody('unavailable'), { cause });
}

export function asCallError(error: unknown): CallError {
  return error instanceof CallError ? error : new CallError(errorBody('internal'), { cause: error });
}
