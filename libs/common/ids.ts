import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export { v7 as newId } from 'uuid';

/** 256 random bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** For secrets of full entropy only: passwords need argon2. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in constant time. */
export function isSecret(secret: string, hash: string | null): boolean {
  if (hash === null) return false;
  const actual = Buffer.from(hashSecret(secret));
  const expected = Buffer.from(hash);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
