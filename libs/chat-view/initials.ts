/** The first letters of the first and the last word, for an avatar without a picture. Empty when the name has none. */
export function initials(name: string): string {
  const words = name.split(/[\s\-_.]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words.at(0);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (letter(first) + letter(last)).toLocaleUpperCase();
}

function letter(word: string | undefined): string {
  return word?.match(/\p{L}\p{M}*|\p{N}/u)?.[0] ?? '';
}
