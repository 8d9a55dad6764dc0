import type { z } from 'zod';

import { DomainError } from './domain-error.ts';

/** Returns the input as the schema's output, or throws `invalid_request` that names each refused field. */
export function validate<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new DomainError(
    'invalid_request',
    result.error.issues.slice(0, 10).map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  );
}
