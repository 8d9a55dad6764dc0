/** A piece of a text: plain, or a web address as it was written, with where it leads. */
export interface TextPart {
  text: string;
  href?: string;
}

// Controls that turn the direction of text could make an address read as another one.
const ADDRESS = /\bhttps?:\/\/[^\s<>"\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const PUNCTUATION = new Set(".,;:!?'»”’…*_~");
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Splits a text at its http and https addresses; nothing else becomes a link. The parts' texts, joined, are the text. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    const href = safeHref(address);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Punctuation after an address belongs to the sentence, and so does a closing bracket that was not opened inside. */
function withoutTrailing(address: string): string {
  const unopened = countUnopened(address);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const surplus = unopened.get(last) ?? 0;
    if (surplus > 0) unopened.set(last, surplus - 1);
    else if (!PUNCTUATION.has(last)) break;
  }
  return address.slice(0, end);
}

/** By closing bracket: how many more of them there are than of the opening ones. Counted once, whatever the length. */
function countUnopened(address: string): Map<string, number> {
  const count = (character: string) => address.split(character).length - 1;
  return new Map(Object.entries(BRACKETS).map(([close, open]) => [close, count(close) - count(open)]));
}

/** Null for what is no address, and for one with a user name in it: those are made to look like other sites. */
function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, href } = new URL(address);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' ? href : null;
}
