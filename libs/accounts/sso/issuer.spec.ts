import { readIssuer } from './issuer.ts';

describe('readIssuer', () => {
  it.each([
    ['https://idp.example.com', 'https://idp.example.com/'],
    ['https://idp.example.com/realms/acme', 'https://idp.example.com/realms/acme'],
    ['https://IDP.example.com/realms/acme/.well-known/openid-configuration', 'https://idp.example.com/realms/acme'],
    ['https://idp.example.com/.well-known/openid-configuration', 'https://idp.example.com/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
  ])('reads %s', (text, issuer) => {
    expect(readIssuer(text)).toBe(issuer);
  });

  it.each([
    'http://idp.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'ftp://idp.example.com',
    'https://idp.example.com/?tenant=1',
    'https://idp.example.com/#x',
    'https://user@idp.example.com',
    'https://idp.example.com/.well-known/oauth-authorization-server',
  ])('refuses %s', (text) => {
    expect(() => readIssuer(text)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
