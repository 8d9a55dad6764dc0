import { LIMITS } from '#contracts';

/** What of the written text can be sent: trimmed and storable. Null when nothing is left, or too much. */
export function sendableText(written: string): string | null {
  const text = written.replaceAll('\u0000', '').toWellFormed().trim();
  return text === '' || text.length > LIMITS.textLength ? null : text;
}
