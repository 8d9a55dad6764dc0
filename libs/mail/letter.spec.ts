import { renderLetter } from './letter.ts';

const letter = {
  subject: 'Ada\r\nBcc: eve@evil.test',
  opening: ['<script>alert(1)</script> & "friends" invite you.'],
  link: { label: 'Open', url: 'https://chat.test/console/invitation#a"b' },
  closing: ["It's for you."],
};

describe('renderLetter', () => {
  it('says the same in text and HTML', () => {
    const { text, html } = renderLetter({
      ...letter,
      opening: ['Hello'],
      link: { label: 'Open', url: 'https://x/#t' },
    });
    expect(text).toBe("Hello\n\nOpen:\nhttps://x/#t\n\nIt's for you.\n");
    expect(html).toContain('<p>Hello</p>');
    expect(html).toContain('<a href="https://x/#t"');
  });

  it('interprets nothing of what people wrote', () => {
    const { html } = renderLetter(letter);
    expect(html).toContain('<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;friends&quot; invite you.</p>');
    expect(html).toContain('href="https://chat.test/console/invitation#a&quot;b"');
    expect(html).toContain('It&#39;s for you.');
    expect(html).not.toContain('<script');
  });

  it('keeps the subject on one line', () => {
    expect(renderLetter(letter).subject).toBe('Ada Bcc: eve@evil.test');
  });
});
