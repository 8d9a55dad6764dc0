import { DomainError } from '#common';
import type { ErrorCode, RateName } from '#contracts';

import type { RateLimits } from './rate-limits.ts';

/** Who guesses, and which outcomes are a wrong guess: a database that is away, for one, says nothing. */
export interface Guesser {
  rate: RateName;
  key: string;
  wrong: readonly ErrorCode[];
}

/**
 * For what could be guessed: counted before it is tried, and taken back when it was not wrong, so that a thousand tries at once
 * are no more than one after the other.
 */
export async function boundGuesses<T>(limits: RateLimits, guesser: Guesser, attempt: () => Promise<T>): Promise<T> {
  const { rate, key } = guesser;
  await limits.consume(rate, key);
  try {
    const result = await attempt();
    await limits.refund(rate, key);
    return result;
  } catch (error) {
    if (!isWrong(guesser, error)) await limits.refund(rate, key);
    throw error;
  }
}

/** For keys that many share, and for what nobody can guess in time: many at once who are right do not stand in each other's way. */
export async function countWrong<T>(limits: RateLimits, guesser: Guesser, attempt: () => Promise<T>): Promise<T> {
  const { rate, key } = guesser;
  await limits.check(rate, key);
  try {
    return await attempt();
  } catch (error) {
    if (isWrong(guesser, error)) await limits.take(rate, key);
    throw error;
  }
}

function isWrong({ wrong }: Guesser, error: unknown): boolean {
  return error instanceof DomainError && wrong.includes(error.code);
}
