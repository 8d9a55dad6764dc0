import { splitLinks } from './links.ts';

const linksOf = (text: string) => splitLinks(text).flatMap((part) => (part.kind === 'link' ? [part.text] : []));

describe('links in a message', () => {
  it('are found within plain text, and nothing of the text is lost', () => {
    expect(splitLinks('see https://example.com/a?b=1#c now')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'https://example.com/a?b=1#c', href: 'https://example.com/a?b=1#c' },
      { kind: 'text', text: ' now' },
    ]);
  });

  it('end before the punctuation of the sentence', () => {
    expect(linksOf('Go to http://example.com/a. Or (https://example.com/b)! "https://example.com/c"')).toEqual([
      'http://example.com/a',
      'https://example.com/b',
      'https://example.com/c',
    ]);
  });

  it('keep brackets that belong to them', () => {
    expect(linksOf('https://en.wikipedia.org/wiki/Parley_(talk)')).toEqual([
      'https://en.wikipedia.org/wiki/Parley_(talk)',
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.com',
    'xhttps://a',
    'https://',
    'example.com',
    '',
  ])('are not made of %j', (text) => {
    expect(linksOf(text)).toEqual([]);
  });

  it('cannot smuggle another protocol or markup', () => {
    const parts = splitLinks('https://a.example/<script> http://b.example/"onclick=x JAVASCRIPT://https://c.example');
    const addresses = parts.flatMap((part) => (part.kind === 'link' ? [part.href] : []));
    expect(addresses).toEqual(['https://a.example/', 'http://b.example/', 'https://c.example/']);
  });

  it('always add up to the text, also in long and hostile texts', () => {
    for (const text of [
      '('.repeat(5_000),
      `https://a.b/${')'.repeat(5_000)}`,
      'https://['.repeat(500),
      'a https://b c',
    ]) {
      expect(
        splitLinks(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});
