import type { DomainError } from '#common';
import { ERRORS } from '#contracts';
import type { Problem } from '#contracts';

export const PROBLEM_TYPE = 'application/problem+json';

/** An error as REST answers it (RFC 9457). */
export function toProblem(error: DomainError, requestId: string): Problem {
  const { message, ...body } = error.toBody();
  return {
    type: `urn:parley:error:${error.code}`,
    title: ERRORS[error.code].message,
    status: error.status,
    detail: message,
    ...body,
    requestId,
  };
}
