const FIRST_MS = 50;
const LONGEST_MS = 2_000;

/** Doubles from 50 ms to 2 s; up to half of it is random, so that instances do not come back in step. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const delay = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return Math.round(delay * (1 - random() / 2));
}
