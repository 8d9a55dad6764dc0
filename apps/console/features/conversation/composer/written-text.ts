import { LIMITS } from '#contracts';

const NEAR_LIMIT = 500;

/** What will be sent: without the white space around it, and only characters that can be stored. */
export function sendableText(draft: string): string {
  return draft.replaceAll('\u0000', '').toWellFormed().trim();
}

export interface Verdict {
  canSend: boolean;
  /** How many characters are left, negative when there are too many; null while that is far away. */
  left: number | null;
}

export function judge(draft: string): Verdict {
  const { length } = sendableText(draft);
  const left = LIMITS.textLength - length;
  return { canSend: length > 0 && left >= 0, left: left <= NEAR_LIMIT ? left : null };
}
