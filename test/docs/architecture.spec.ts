import { readFileSync, readdirSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const text = readFileSync(new URL('docs/architecture.md', ROOT), 'utf8');

/** The folders that stand under a heading of the tree. */
function foldersInTree(heading: string): Set<string> {
  const [, tree = ''] = text.split('\n```\n');
  const [, below = ''] = `\n${tree}`.split(new RegExp(`\\n${heading}/.*\\n`));
  const [own = ''] = below.split(/\n(?=\S)/);
  return new Set([...own.matchAll(/^ {2}([\w-]+)\//gm)].map(([, name]) => name ?? ''));
}

function foldersOf(folder: string): Set<string> {
  const entries = readdirSync(new URL(folder, ROOT), { withFileTypes: true });
  return new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
}

describe('docs/architecture.md', () => {
  it.each(['apps', 'libs'])('has a line for each folder of %s, and for no other', (folder) => {
    expect(foldersInTree(folder)).toEqual(foldersOf(folder));
  });

  it('names only files that exist', () => {
    const named = [...text.matchAll(/`((?:apps|libs|prisma|deploy|test|docs)\/[\w./-]+)`/g)].map(
      ([, file]) => file ?? '',
    );
    for (const file of named) expect(() => readdirOrRead(file)).not.toThrow();
    expect(named.length).toBeGreaterThan(10);
  });
});

function readdirOrRead(path: string): void {
  const url = new URL(path, ROOT);
  if (/\.\w+$/.test(path)) readFileSync(url);
  else readdirSync(url);
}
