import type { CryptoKey } from 'jose';

import { KeyRing } from './key-ring.ts';
import type { SigningKey } from './key-ring.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-29T00:00:00Z');

const aKey = (id: string, signsFrom: number, expiresAt = signsFrom + 31 * DAY): SigningKey => ({
  id,
  signsFrom,
  expiresAt,
  publicJwk: { kid: id },
  publicKey: {} as CryptoKey,
  privateKey: {} as CryptoKey,
});

describe('KeyRing', () => {
  it('signs with the newest key whose time has come', () => {
    const ring = new KeyRing([aKey('old', NOW - 29 * DAY), aKey('new', NOW + HOUR)]);
    expect(ring.signing(NOW)?.id).toBe('old');
    expect(ring.signing(NOW + HOUR)?.id).toBe('new');
  });

  it('signs with none that would be gone before its tokens', () => {
    const ring = new KeyRing([aKey('old', NOW - DAY, NOW + 5 * 60_000)]);
    expect(ring.signing(NOW)).toBeUndefined();
    expect(ring.find('old', NOW)?.id).toBe('old');
  });

  it('publishes a key before it signs, and finds it until it has expired', () => {
    const ring = new KeyRing([aKey('next', NOW + HOUR, NOW + 2 * HOUR)]);
    expect(ring.published(NOW)).toEqual([{ kid: 'next' }]);
    expect(ring.find('next', NOW)).toBeDefined();
    expect(ring.find('next', NOW + 2 * HOUR)).toBeUndefined();
    expect(ring.published(NOW + 2 * HOUR)).toEqual([]);
  });

  it('asks for a key that signs at once when there is none', () => {
    expect(new KeyRing([]).succession(NOW)).toMatchObject({ signsFrom: NOW, predecessor: null });
  });

  it('asks for a successor a day before the term of thirty days is over, and once', () => {
    const first = aKey('first', NOW);
    expect(new KeyRing([first]).succession(NOW + 29 * DAY - 1)).toBeNull();
    const due = new KeyRing([first]).succession(NOW + 29 * DAY);
    expect(due).toMatchObject({ signsFrom: NOW + 30 * DAY, predecessor: { id: 'first' } });
    const next = aKey('next', NOW + 30 * DAY);
    expect(new KeyRing([first, next]).succession(NOW + 29 * DAY)).toBeNull();
  });

  it('gives a successor that is late an hour to become known, and lets the old key check until its tokens are gone', () => {
    const late = NOW + 30 * DAY + HOUR;
    const due = new KeyRing([aKey('first', NOW)]).succession(late);
    expect(due).toMatchObject({
      signsFrom: late + HOUR,
      predecessor: { id: 'first', expiresAt: late + 2 * HOUR },
    });
  });
});
