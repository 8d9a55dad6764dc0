import { addressRange } from '#contracts/schemas';

import { validateAddress } from './address-range.ts';

describe('typing an address to ban', () => {
  it.each(['203.0.113.7', '203.0.113.0/24', ' 2001:db8::1 ', '2001:db8::/32', '::1'])('%s is fine', (typed) => {
    expect(validateAddress(typed)).toBeNull();
    expect(addressRange.safeParse(typed.trim()).success).toBe(true);
  });

  it.each(['', 'example.com', '203.0.113', '203.0.113.256', '203.0.113.0/33', '2001:db8::/129', '1.2.3.4/24/8'])(
    '"%s" is not',
    (typed) => {
      expect(validateAddress(typed)).not.toBeNull();
    },
  );
});
