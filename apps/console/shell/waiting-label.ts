import { LIMITS } from '#contracts';

/** The count as it is shown: whoever has more than one page of them needs no exact figure. */
export function waitingLabel(count: number): string {
  return count >= LIMITS.listPageMax ? `${LIMITS.listPageMax - 1}+` : String(count);
}
