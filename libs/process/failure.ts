import { DomainError } from '#common';
import { isUnavailable } from '#database';
import type { Logger } from '#observability';

/**
 * What a caller is told about anything that was thrown. A `DomainError` is passed on, a database that is away becomes
 * `unavailable`; everything else is a bug of ours: logged once, with `context` to find it by, and answered as `internal`.
 */
export function toDomainError(error: unknown, logger: Logger, context: object): DomainError {
  if (error instanceof DomainError) return error;
  if (isUnavailable(error)) {
    logger.warn('the database cannot be reached', { ...context, reason: String(error) });
    return new DomainError('unavailable');
  }
  logger.error('unexpected failure', { ...context, err: error });
  return new DomainError('internal');
}
