import { LIMITS } from '#contracts';

import { judge, sendableText } from './written-text.ts';

describe('what is sent', () => {
  it('is the text without the white space around it', () => {
    expect(sendableText('\n  Hello\n\n  there \n')).toBe('Hello\n\n  there');
  });

  it('can always be stored', () => {
    expect(sendableText('a\u0000b\uD800')).toBe('ab\uFFFD');
  });
});

describe('a draft', () => {
  it('can be sent once something is in it', () => {
    expect(judge('').canSend).toBe(false);
    expect(judge(' \n\t').canSend).toBe(false);
    expect(judge('a').canSend).toBe(true);
  });

  it('can be sent up to the published limit, and says how much is left shortly before', () => {
    const limit = LIMITS.textLength;
    expect(judge('a'.repeat(limit - 501))).toEqual({ canSend: true, left: null });
    expect(judge('a'.repeat(limit - 500))).toEqual({ canSend: true, left: 500 });
    expect(judge('a'.repeat(limit))).toEqual({ canSend: true, left: 0 });
    expect(judge('a'.repeat(limit + 1))).toEqual({ canSend: false, left: -1 });
  });
});
