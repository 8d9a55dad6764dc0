import { table } from './table.ts';

/** A part of the results: a table, the first row its head, and what is to be said about it. */
export interface Section {
  title: string;
  rows: string[][];
  notes?: string[];
}

export function toText({ title, rows, notes = [] }: Section): string {
  return [title, ...(rows.length > 0 ? [table(rows)] : []), ...notes.map((note) => `  ${note}`)].join('\n');
}

export function toMarkdown({ title, rows, notes = [] }: Section): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '--:')));
  const lines = rows.length > 0 ? [line(head), rule, ...body.map(line)] : [];
  return [`### ${title}`, '', ...lines, '', ...notes.map((note) => `- ${note}`), ''].join('\n');
}
