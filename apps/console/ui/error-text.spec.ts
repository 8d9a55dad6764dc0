import { ERRORS, errorBody } from '#contracts';

import { errorText } from './error-text.ts';

describe('the text of an error', () => {
  it('is the sentence of the catalogue', () => {
    expect(errorText(errorBody('invalid_credentials'))).toBe(ERRORS.invalid_credentials.message);
  });

  it('speaks of the connection when the server cannot be reached', () => {
    expect(errorText(Object.assign(new Error('fetch failed'), { code: 'unavailable' }))).toContain('connection');
  });

  it('never shows what an unknown failure says about itself', () => {
    for (const thrown of [new Error('secret'), { code: 'constructor' }, 'secret', null, undefined]) {
      expect(errorText(thrown)).toBe(ERRORS.internal.message);
    }
  });

  it('says how long to wait, in seconds or whole minutes', () => {
    const limited = (retryAfterMs: number) => errorText({ code: 'rate_limited', body: { retryAfterMs } });
    expect(limited(900)).toContain('1 second.');
    expect(limited(41_200)).toContain('42 seconds');
    expect(limited(725_000)).toContain('13 minutes');
    expect(errorText({ ...errorBody('rate_limited'), retryAfterMs: 5_000 })).toContain('5 seconds');
  });
});
