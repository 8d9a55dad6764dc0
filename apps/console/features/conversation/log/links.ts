export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const TRAILING = new Set('.,;:!?\'"»”’…*_~');
const BRACKETS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Splits text into plain parts and web addresses. Joined again the parts are the text; only http and https become links. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    const href = safeHref(address);
    if (href === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Punctuation after an address belongs to the sentence, a closing bracket only if it was opened inside. */
function withoutTrailing(address: string): string {
  const surplus = surplusBrackets(address);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const closed = surplus.get(last);
    if (closed !== undefined && closed > 0) surplus.set(last, closed - 1);
    else if (!TRAILING.has(last)) break;
  }
  return address.slice(0, end);
}

/** By closing bracket: how many more of them there are than of the opening ones. Counted once, whatever the length. */
function surplusBrackets(address: string): Map<string, number> {
  const surplus = new Map([...BRACKETS.values()].map((closing) => [closing, 0]));
  for (const character of address) {
    const closing = BRACKETS.get(character);
    if (closing !== undefined) surplus.set(closing, (surplus.get(closing) ?? 0) - 1);
    const count = surplus.get(character);
    if (count !== undefined) surplus.set(character, count + 1);
  }
  return surplus;
}

function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
