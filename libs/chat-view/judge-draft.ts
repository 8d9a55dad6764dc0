import { LIMITS } from '#contracts';

const NEAR_LIMIT = 500;

export interface DraftVerdict {
  /** What would be sent: storable, without the white space around it. Null when nothing is left, or too much. */
  sendable: string | null;
  /** How many characters are left, negative when there are too many; null while that is far away. */
  left: number | null;
}

export function judgeDraft(draft: string): DraftVerdict {
  const text = draft.replaceAll('\u0000', '').toWellFormed().trim();
  const left = LIMITS.textLength - text.length;
  return {
    sendable: text === '' || left < 0 ? null : text,
    left: left <= NEAR_LIMIT ? left : null,
  };
}
