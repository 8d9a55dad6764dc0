import { findLinks } from './find-links.ts';

const linksIn = (text: string) => findLinks(text).flatMap(({ href }) => href ?? []);

describe('findLinks', () => {
  it('keeps the text around an address', () => {
    expect(findLinks('See https://a.example/b?c=d#e now')).toEqual([
      { text: 'See ' },
      { text: 'https://a.example/b?c=d#e', href: 'https://a.example/b?c=d#e' },
      { text: ' now' },
    ]);
  });

  it('leaves out the punctuation of the sentence', () => {
    expect(linksIn('Is it https://a.example/x? Or (https://b.example/y)!')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
    ]);
  });

  it('keeps brackets that belong to the address', () => {
    expect(linksIn('https://a.example/Kiln_(oven).')).toEqual(['https://a.example/Kiln_(oven)']);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'www.a.example',
    'xhttps://a.example',
    'https://',
    'http://[',
    '<b>bold</b>',
  ])('leaves %s as text', (text) => {
    expect(findLinks(text)).toEqual([{ text }]);
  });

  it('does not follow an address with a user name, which is made to look like another site', () => {
    expect(linksIn('https://bank.example@evil.example/')).toEqual([]);
  });

  it('ends an address at a control that turns the direction of text', () => {
    expect(linksIn('https://a.example/\u202egpj.exe')).toEqual(['https://a.example/']);
  });

  it('loses no character of any text', () => {
    const texts = [
      '',
      'https://a.example',
      'a https://a.example, b http://b.example) c',
      `https://a.example/${')'.repeat(9_000)}.,`,
    ];
    for (const text of texts) {
      expect(
        findLinks(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});
