import { expiryState } from './key-expiry.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

it.each([
  [null, 'never'],
  ['2027-11-20T12:00:00Z', 'later'],
  ['2026-12-01T12:00:00Z', 'soon'],
  ['2026-11-20T12:00:00Z', 'past'],
] as const)('a key that expires at %s expires %s', (expiresAt, state) => {
  expect(expiryState(expiresAt, now)).toBe(state);
});
