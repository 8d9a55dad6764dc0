import { isErrorCode, type ErrorBody, type ErrorCode } from '#contracts';

/** The code of the catalogue, if what was thrown has one. */
export function errorCode(error: unknown): ErrorCode | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return isErrorCode(code) ? code : null;
}

/** The fields of the input that the server refused: `allowedOrigins` for a detail at `allowedOrigins.3`. */
export function refusedFields(error: unknown): string[] {
  if (errorCode(error) !== 'invalid_request') return [];
  const { details = [] } = (error as { body?: ErrorBody }).body ?? {};
  return [...new Set(details.map(({ path }) => path.split('.')[0] ?? ''))].filter((field) => field !== '');
}
