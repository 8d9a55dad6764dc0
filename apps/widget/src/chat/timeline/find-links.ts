/** A piece of a message: plain text, or a web address as it was written, with where it leads. */
export interface TextPart {
  text: string;
  href?: string;
}

// Controls that turn the direction of text could make an address read as another one.
const ADDRESS = /\bhttps?:\/\/[^\s<>"\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const PUNCTUATION = ".,;:!?'…»”’";
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Splits a text at its http and https addresses. The parts' texts, joined, are the text. */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const written = trimSentence(match[0]);
    const href = safeHref(written);
    if (!href) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: written, href });
    end = match.index + written.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Leaves the sentence's own punctuation, and a bracket that was opened before the address, outside. */
function trimSentence(address: string): string {
  const unopened = countUnopened(address);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1]!;
    const surplus = unopened.get(last) ?? 0;
    if (surplus > 0) unopened.set(last, surplus - 1);
    else if (!PUNCTUATION.includes(last)) break;
  }
  return address.slice(0, end);
}

function countUnopened(address: string): Map<string, number> {
  const count = (character: string) => address.split(character).length - 1;
  return new Map(Object.entries(BRACKETS).map(([close, open]) => [close, count(close) - count(open)]));
}

/** Null for what is no address, and for one with a user name in it: those are made to look like other sites. */
function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url.href : null;
}
