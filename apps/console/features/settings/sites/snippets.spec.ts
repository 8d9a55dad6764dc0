import { runInNewContext } from 'node:vm';

import { IDENTIFY_EXAMPLE, embedSnippet } from './snippets.ts';

describe('what a site pastes into its pages', () => {
  it('names where the widget comes from, and the site', () => {
    expect(embedSnippet('https://chat.example.com', 'shop')).toBe(
      '<script src="https://chat.example.com/widget.js" data-site="shop" async></script>',
    );
  });

  it('keeps what it says of the user until the widget is there to hear it', () => {
    const page: { window?: unknown; Parley?: { q: unknown } } = {};
    page.window = page;
    runInNewContext(IDENTIFY_EXAMPLE.replaceAll(/<\/?script>/g, ''), page);
    expect(JSON.stringify(page.Parley?.q)).toBe('[["identify","TOKEN FROM YOUR SERVER"]]');
  });
});
