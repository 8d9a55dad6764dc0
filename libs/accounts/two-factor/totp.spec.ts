import { Secret } from 'otpauth';

import { newTotpSecret, totpStep, totpUri } from './totp.ts';

/** The secret, times and codes of RFC 6238, appendix B; the last six of their eight digits. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const VECTORS = [
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [2_000_000_000, '279037', 66_666_666],
] as const;

describe('a time-based code', () => {
  it.each(VECTORS)('is that of RFC 6238 at %i seconds', (seconds, code, step) => {
    expect(totpStep(SECRET, code, seconds * 1000)).toBe(step);
  });

  it('is taken half a minute early or late, and counts as of its own time', () => {
    const [seconds, code, step] = VECTORS[1];
    for (const off of [-30, 30]) expect(totpStep(SECRET, code, (seconds + off) * 1000)).toBe(step);
    for (const off of [-60, 60]) expect(totpStep(SECRET, code, (seconds + off) * 1000)).toBeNull();
  });

  it.each(['', '28708', '2870822', 'abcdef'])('is not what has another shape: %s', (code) => {
    expect(totpStep(SECRET, code, 59_000)).toBeNull();
  });

  it('has a secret of 160 bits, and a URI that apps read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const { protocol, host, searchParams } = new URL(totpUri(secret, 'ada@acme.test'));
    expect([protocol, host]).toEqual(['otpauth:', 'totp']);
    expect(Object.fromEntries(searchParams)).toMatchObject({ secret, issuer: 'Parley', digits: '6', period: '30' });
  });
});
