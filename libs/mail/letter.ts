/** A mail that brings a link. Everything in it is plain text, whoever wrote it. */
export interface Letter {
  subject: string;
  /** Paragraphs before the link. */
  opening: readonly string[];
  link: { label: string; url: string };
  /** Paragraphs after it. */
  closing: readonly string[];
}

export interface LetterContent {
  subject: string;
  text: string;
  html: string;
}

/** The same letter twice, as RFC 2046 puts alternatives: plain, and as HTML in which text stays text. */
export function renderLetter({ subject, opening, link, closing }: Letter): LetterContent {
  const text = [...opening, `${link.label}:\n${link.url}`, ...closing].join('\n\n');
  const paragraphs = [
    ...opening.map(paragraph),
    `<p style="margin:24px 0">${anchor(link.url, link.label, BUTTON)}</p>`,
    ...closing.map(paragraph),
  ];
  return { subject: oneLine(subject), text: `${text}\n`, html: page(oneLine(subject), paragraphs.join('\n')) };
}

const BODY = 'margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1b1e;background:#fff';
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:8px;background:#2f5bea;color:#fff;text-decoration:none';

function page(title: string, content: string): string {
  const head = `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`;
  return `<!doctype html>\n<html lang="en">${head}<body style="${BODY}">\n${content}\n</body></html>\n`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

function anchor(url: string, label: string, style: string): string {
  return `<a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a>`;
}

/** A name with a line break in it must not begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
