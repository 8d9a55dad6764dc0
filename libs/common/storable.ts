/** Text as it can be kept: Postgres has no NUL in it, and UTF-8 no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** As much of it as can be kept: for names that somebody else's system gives. */
export function toStorable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
