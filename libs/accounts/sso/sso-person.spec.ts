import { toPerson } from './sso-person.ts';

const anyone = { iss: 'https://idp.example.com', sub: '7', aud: 'parley', iat: 0, exp: 1 };
const microsoft = { ...anyone, iss: 'https://login.microsoftonline.com/0a1b/v2.0', email: 'Ada@acme.test' };
const emailOf = (...claims: Parameters<typeof toPerson>): string | null => toPerson(...claims).verifiedEmail;

describe('whom a provider vouches for', () => {
  it('is who it says, with the address it has verified, in lower case', () => {
    expect(toPerson({ ...anyone, email: 'Ada@Acme.test', email_verified: true, name: 'Ada' })).toEqual({
      issuer: 'https://idp.example.com',
      subject: '7',
      verifiedEmail: 'ada@acme.test',
      name: 'Ada',
    });
  });

  it('may be told beside the token, but not against it', () => {
    expect(emailOf(anyone, { email: 'ada@acme.test', email_verified: true })).toBe('ada@acme.test');
    const denied = { ...anyone, email: 'ada@acme.test', email_verified: false };
    expect(emailOf(denied, { email_verified: true })).toBeNull();
  });

  it('has a name that can be kept, whatever the provider sends', () => {
    expect(toPerson({ ...anyone, name: 'A\u0000da \ud800' }).name).toBe('Ada \ufffd');
  });

  it.each(['a\u0000b', '\ud800'])('is nobody, or has no address, when it cannot be kept: %j', (part) => {
    expect(emailOf({ ...anyone, email: `${part}@acme.test`, email_verified: true })).toBeNull();
    expect(() => toPerson({ ...anyone, sub: part })).toThrow(expect.objectContaining({ code: 'sso_refused' }));
  });

  it.each([undefined, false, 'true', 1])('has no address when it is verified: %p', (verified) => {
    const claims = { email: 'ada@acme.test', email_verified: verified as boolean };
    expect(emailOf({ ...anyone, ...claims })).toBeNull();
  });

  it.each([true, 1, '1', 'true'])("has one by Microsoft's own word for it: %p", (xms_edov) => {
    expect(emailOf({ ...microsoft, xms_edov })).toBe('ada@acme.test');
  });

  it("has none by that word when Microsoft says no, or nothing, or when it is somebody else's", () => {
    expect(emailOf({ ...microsoft, xms_edov: false })).toBeNull();
    expect(emailOf({ ...microsoft, xms_edov: '0' })).toBeNull();
    expect(emailOf(microsoft)).toBeNull();
    expect(emailOf({ ...microsoft, xms_edov: true, email_verified: false })).toBeNull();
    expect(emailOf({ ...microsoft, xms_edov: true, iss: anyone.iss })).toBeNull();
    expect(emailOf({ ...microsoft, xms_edov: true, iss: 'https://login.microsoftonline.com.evil.test/' })).toBeNull();
  });
});
