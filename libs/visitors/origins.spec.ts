import { isOriginAllowed } from './origins.ts';

const shop = 'https://shop.example';

describe('isOriginAllowed', () => {
  it('allows every page, and none at all, when the list is empty', () => {
    expect([shop, 'null', null, undefined].map((origin) => isOriginAllowed(origin, []))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it.each([shop, 'HTTPS://SHOP.EXAMPLE', 'https://shop.example:443'])('knows %s again', (origin) => {
    expect(isOriginAllowed(origin, ['https://other.example', shop])).toBe(true);
    expect(isOriginAllowed(shop, [origin])).toBe(true);
  });

  it.each([
    'http://shop.example',
    'https://shop.example:8443',
    'https://www.shop.example',
    'https://shop.example.evil.example',
    'https://evilshop.example',
    'https://shop.example/path',
    'https://shop.example/',
    'https://user@shop.example',
    'shop.example',
    'null',
    '',
    null,
    undefined,
  ])('does not take %s for the origin on the list', (origin) => {
    expect(isOriginAllowed(origin, [shop])).toBe(false);
  });

  it.each(['https://www.example.com', 'https://a.b.example.com', 'https://WWW.example.com'])(
    'allows the subdomain %s by a wildcard',
    (origin) => {
      expect(isOriginAllowed(origin, ['https://*.example.com'])).toBe(true);
    },
  );

  it.each([
    'https://example.com',
    'https://.example.com',
    'https://evilexample.com',
    'https://example.com.evil.example',
    'http://www.example.com',
    'https://www.example.com:8443',
    'https://evil.example/.example.com',
    'https://*.example.com.evil.example',
  ])('does not allow %s by a wildcard for subdomains', (origin) => {
    expect(isOriginAllowed(origin, ['https://*.example.com'])).toBe(false);
  });

  it('takes the port of a wildcard as it stands', () => {
    const local = ['http://*.localhost:3000'];
    expect(isOriginAllowed('http://shop.localhost:3000', local)).toBe(true);
    expect(isOriginAllowed('http://shop.localhost:3001', local)).toBe(false);
  });
});
