import { canonicalAddress, rangeOf } from './addresses.ts';

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['unknown', 'unknown'],
  ])('%s is kept as %s', (given, kept) => {
    expect(canonicalAddress(given)).toBe(kept);
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['unknown', null],
  ])('%s is shut out as %s', (given, range) => {
    expect(rangeOf(given)).toBe(range);
  });
});
