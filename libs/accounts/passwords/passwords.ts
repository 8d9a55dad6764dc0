import { hash, verify } from '@node-rs/argon2';

import { BoundedWork } from '#common';

/** Argon2id with the parameters of the OWASP password storage cheat sheet (19 MiB, 2 passes, 1 lane). Algorithm 2 is Argon2id. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * A crowd that signs in must not take the process's memory, nor all four threads of its pool, which files and name look-ups
 * need as well. Who comes after a hundred others would wait too long to be glad of the answer.
 */
const hashing = new BoundedWork(3, 100);

/** A hash of nobody's password: an unknown address must take as long as a wrong password. */
let decoy: Promise<string> | undefined;

/** Throws `overloaded` when too many passwords are being hashed; so does `isPassword`. */
export function hashPassword(password: string): Promise<string> {
  return hashing.run(() => hash(password.normalize('NFKC'), OPTIONS));
}

/** `stored` is null when there is no such account, or it has no password; it takes the same time. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hash('', OPTIONS);
  const against = stored ?? (await decoy);
  const isRight = await hashing.run(() => verify(against, password.normalize('NFKC')));
  return isRight && stored !== null;
}
