import { LIMITS } from '#contracts';

import { sendableText } from './sendable-text.ts';

describe('sendableText', () => {
  it('trims the ends and keeps the lines between', () => {
    expect(sendableText('  a\n\n b \n')).toBe('a\n\n b');
  });

  it.each(['', '  \n', '\u0000'])('sends nothing of %j', (written) => {
    expect(sendableText(written)).toBeNull();
  });

  it('makes text storable', () => {
    expect(sendableText('a\u0000b\ud800')).toBe('ab\ufffd');
  });

  it('refuses more than the limit', () => {
    expect(sendableText('x'.repeat(LIMITS.textLength))).toHaveLength(LIMITS.textLength);
    expect(sendableText('x'.repeat(LIMITS.textLength + 1))).toBeNull();
  });
});
