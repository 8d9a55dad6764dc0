import { splitLinks } from './split-links.ts';

const linksIn = (text: string) => splitLinks(text).flatMap((part) => (part.href === undefined ? [] : [part.text]));
const textOf = (text: string) =>
  splitLinks(text)
    .map((part) => part.text)
    .join('');

describe('links in a message', () => {
  it('are found within plain text, and nothing of the text is lost', () => {
    expect(splitLinks('see https://example.com/a?b=1#c now')).toEqual([
      { text: 'see ' },
      { text: 'https://example.com/a?b=1#c', href: 'https://example.com/a?b=1#c' },
      { text: ' now' },
    ]);
  });

  it('end before the punctuation of the sentence', () => {
    expect(linksIn('Is it http://example.com/a. Or (https://example.com/b)! "https://example.com/c"?')).toEqual([
      'http://example.com/a',
      'https://example.com/b',
      'https://example.com/c',
    ]);
    expect(linksIn('**https://example.com/d** and https://example.com/e? https://example.com/f…')).toEqual([
      'https://example.com/d',
      'https://example.com/e',
      'https://example.com/f',
    ]);
  });

  it('keep brackets that belong to them', () => {
    expect(linksIn('https://en.wikipedia.org/wiki/Parley_(talk)')).toEqual([
      'https://en.wikipedia.org/wiki/Parley_(talk)',
    ]);
    expect(linksIn('https://a.example/Kiln_(oven).')).toEqual(['https://a.example/Kiln_(oven)']);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'www.a.example',
    'example.com',
    'xhttps://a.example',
    'https://',
    'http://[',
    '<b>bold</b>',
  ])('are not made of %j', (text) => {
    expect(splitLinks(text)).toEqual([{ text }]);
  });

  it('cannot smuggle another protocol or markup', () => {
    const parts = splitLinks('https://a.example/<script> http://b.example/"onclick=x JAVASCRIPT://https://c.example');
    const addresses = parts.flatMap(({ href }) => href ?? []);
    expect(addresses).toEqual(['https://a.example/', 'http://b.example/', 'https://c.example/']);
  });

  it('do not lead to an address with a user name, which is made to look like another site', () => {
    expect(linksIn('https://bank.example@evil.example/')).toEqual([]);
    expect(linksIn('https://:secret@evil.example/')).toEqual([]);
  });

  it('end at a control that turns the direction of text', () => {
    expect(linksIn('https://a.example/\u202egpj.exe')).toEqual(['https://a.example/']);
  });

  it('always add up to the text, also in long and hostile texts', () => {
    for (const text of [
      '',
      'https://a.example',
      'a https://a.example, b http://b.example) c',
      '('.repeat(5_000),
      `https://a.b/${')'.repeat(9_000)}.,`,
      'https://['.repeat(500),
      'a https://b c',
    ]) {
      expect(textOf(text)).toBe(text);
    }
  });
});
