import { origin } from '#contracts/schemas';

import { readOrigin } from './read-origin.ts';

describe('typing an allowed origin', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['Shop.Example', 'https://shop.example'],
    ['https://shop.example/cart?id=1#top', 'https://shop.example'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['*.shop.example', 'https://*.shop.example'],
  ])('%s is understood as %s', (typed, expected) => {
    expect(readOrigin(typed)).toEqual({ entry: expected });
    expect(origin.safeParse(expected).success).toBe(true);
  });

  it.each(['ftp://shop.example', 'https://', 'https://a b', 'https://shop.*', 'shop_example', 'javascript:alert(1)'])(
    '%s is refused, with what it should look like',
    (typed) => {
      expect(readOrigin(typed)).toEqual({ problem: expect.stringContaining(typed) });
    },
  );
});
