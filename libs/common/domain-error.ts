import { ERRORS, errorBody } from '#contracts';
import type { ErrorBody, ErrorCode, ErrorDetail } from '#contracts';

/** A failure the caller is meant to hear of. Anything else that is thrown is a bug and is answered as `internal`. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details?: readonly ErrorDetail[],
    /** With `rate_limited`: the time to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(ERRORS[code].message);
    this.name = 'DomainError';
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toBody(): ErrorBody {
    const body = errorBody(this.code, this.details);
    return this.retryAfterMs === undefined ? body : { ...body, retryAfterMs: this.retryAfterMs };
  }
}
