import { LIMITS } from '#contracts';

import { judgeDraft } from './judge-draft.ts';

const limit = LIMITS.textLength;
const sendable = (draft: string) => judgeDraft(draft).sendable;

describe('what is sent of a draft', () => {
  it('is the text without the white space around it, with the lines between', () => {
    expect(sendable('\n  Hello\n\n  there \n')).toBe('Hello\n\n  there');
  });

  it('can always be stored', () => {
    expect(sendable('a\u0000b\ud800')).toBe('ab\ufffd');
  });

  it.each(['', ' \n\t', '\u0000'])('is nothing of %j', (draft) => {
    expect(sendable(draft)).toBeNull();
  });

  it('is everything up to the published limit, and nothing beyond', () => {
    expect(sendable('x'.repeat(limit))).toHaveLength(limit);
    expect(sendable('x'.repeat(limit + 1))).toBeNull();
  });
});

describe('how much is left', () => {
  it('is told shortly before the limit and after it', () => {
    const left = [501, 500, 0, -1].map((count) => judgeDraft('x'.repeat(limit - count)).left);
    expect(left).toEqual([null, 500, 0, -1]);
  });

  it('does not count what is not sent', () => {
    expect(judgeDraft(`${'x'.repeat(limit)} \n`)).toEqual({ sendable: 'x'.repeat(limit), left: 0 });
  });
});
