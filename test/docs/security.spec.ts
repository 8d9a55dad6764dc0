import { existsSync, readFileSync } from 'node:fs';

const page = new URL('../../docs/security.md', import.meta.url);
const text = readFileSync(page, 'utf8');

describe('docs/security.md', () => {
  const links = [...text.matchAll(/\]\((\.\.\/[^)#]+)\)/g)].map(([, link = '']) => link);

  it.each([...new Set(links)])('points to %s, which is there', (link) => {
    expect(existsSync(new URL(link, page))).toBe(true);
  });

  it('names for each risk a test that shows what stops it', () => {
    const rows = text.split('\n').filter((line) => /^\| API\d+ /.test(line));
    expect(rows).toHaveLength(10);
    for (const row of rows) expect(row).toMatch(/\]\(\.\.\/[^)]*spec\.ts\)/);
  });
});
