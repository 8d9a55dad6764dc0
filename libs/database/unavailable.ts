/** SQLSTATE classes and codes, and errors of the socket, that say "not now" rather than "not like this". */
const SQLSTATES = /^(08...|57P0[1-5]|53...|25006)$/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
]);
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether the database could not be reached, was shutting down, or lost the connection: what was asked may or may not have happened. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SQLSTATES.test(code) || SOCKET_CODES.has(code) || MESSAGES.test(error.message) || isUnavailable(error.cause);
}
