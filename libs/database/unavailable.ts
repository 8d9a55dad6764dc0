/**
 * SQLSTATE: connection exceptions, shutting down or starting up, out of resources, a replica that was the primary, a statement
 * or a lock that took too long, a deadlock or another conflict between transactions, the system below it.
 */
const SQLSTATES = /^(08...|53...|57P0[1-5]|57014|25006|55P03|40P01|40001|58...)$/;
const LOCK_NOT_AVAILABLE = '55P03';

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Prisma's codes for the same. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

/** The names that Prisma's adapter gives to them. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);

/** What pg, its pool and Prisma throw without any code. */
const MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Cannot use a pool after calling end on the pool',
  'Client has encountered a connection error',
  'Unable to start a transaction in the given time',
];

/**
 * Whether the database could not be reached, was shutting down, had no connection to spare, or was lost on the way: the
 * same request may succeed later. What was asked for may have happened all the same.
 */
export function isUnavailable(error: unknown): boolean {
  return layers(error).some(({ code, originalCode, kind, message }) => {
    const codes = [code, originalCode, kind].filter((value) => typeof value === 'string');
    return codes.some(isUnavailableCode) || MESSAGES.some((text) => String(message).includes(text));
  });
}

/** Whether somebody else kept a row locked for longer than the statement may wait. */
export function isLockTimeout(error: unknown): boolean {
  return layers(error).some(
    ({ code, originalCode }) => code === LOCK_NOT_AVAILABLE || originalCode === LOCK_NOT_AVAILABLE,
  );
}

function isUnavailableCode(code: string): boolean {
  return SQLSTATES.test(code) || SOCKET_CODES.has(code) || PRISMA_CODES.has(code) || KINDS.has(code);
}

interface Layer {
  code?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/** An error and what it wraps. Prisma keeps the driver's error in `meta` and answers every failed raw query with P2010. */
function layers(error: unknown): Layer[] {
  if (typeof error !== 'object' || error === null) return [];
  const layer: Layer = error;
  return [layer, ...layers(layer.cause), ...layers(layer.meta?.driverAdapterError)];
}
