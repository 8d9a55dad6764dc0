import type { z } from 'zod';

import { DomainError } from './domain-error.ts';

/** Opaque to clients. A forged one must reach nothing that a filter could not. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Throws `invalid_request` for what `encodeCursor` did not make of such a position. */
export function decodeCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  const result = schema.safeParse(parse(cursor));
  if (result.success) return result.data;
  throw new DomainError('invalid_request', [{ path: 'cursor', message: 'is not a cursor of this list' }]);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
