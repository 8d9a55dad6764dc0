import { changeOf, validateSite, valuesOf, type Site } from './site-values.ts';

const site: Site = {
  id: '0192f3a0-0000-7000-8000-00000000c0de',
  name: 'Shop',
  publicKey: 'key',
  allowedOrigins: ['https://shop.example'],
  requiresConsent: true,
  privacyUrl: null,
  hasIdentitySecret: false,
  createdAt: '2026-11-20T10:00:00.000Z',
};

describe("a site's form", () => {
  it('gives back what it was filled with', () => {
    const { name, allowedOrigins, requiresConsent, privacyUrl } = site;
    expect(changeOf(valuesOf(site))).toEqual({ name, allowedOrigins, requiresConsent, privacyUrl });
  });

  it('takes an emptied privacy address for none', () => {
    expect(changeOf({ ...valuesOf(site), privacyUrl: '  ' }).privacyUrl).toBeNull();
  });

  it.each([
    ['', true],
    ['https://shop.example/privacy', true],
    ['shop.example/privacy', false],
    ['javascript:alert(1)', false],
  ])('a privacy address of "%s" is accepted: %s', (typed, isAccepted) => {
    expect(validateSite.privacyUrl(typed) === null).toBe(isAccepted);
  });
});
