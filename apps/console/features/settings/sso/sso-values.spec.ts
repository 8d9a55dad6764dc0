import { readDomain, settingsOf, validateSso, valuesOf, type Provider } from './sso-values.ts';

const provider: Provider = {
  issuer: 'https://login.example.com',
  clientId: 'parley',
  domains: ['example.com'],
  defaultRole: 'agent',
  redirectUrl: 'https://chat.example.com/v1/auth/sso/callback/0190a5d0-0000-7000-8000-000000000001',
};

describe('the form of single sign-on', () => {
  it('gives back what it was filled with, and leaves the secret that is kept alone', () => {
    const { redirectUrl: _, ...kept } = provider;
    expect(settingsOf(valuesOf(provider))).toEqual(kept);
  });

  it('sends a secret that was typed, and nobody for no role', () => {
    const values = { ...valuesOf(provider), clientSecret: ' s ', defaultRole: '' as const };
    expect(settingsOf(values)).toMatchObject({ clientSecret: ' s ', defaultRole: null });
  });

  it('needs a secret only at first', () => {
    expect(validateSso(false).clientSecret('')).not.toBeNull();
    expect(validateSso(true).clientSecret('')).toBeNull();
  });

  it('reads a domain from what people paste', () => {
    expect(readDomain('@Example.com')).toEqual({ entry: 'example.com' });
    expect(readDomain('ada@mail.example.com')).toEqual({ entry: 'mail.example.com' });
    for (const typed of ['example', 'https://example.com', '-a.com', 'exa mple.com']) {
      expect(readDomain(typed)).toHaveProperty('problem');
    }
  });
});
