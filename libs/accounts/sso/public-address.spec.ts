import { isPublicAddress, lookupPublic, requirePublicHost } from './public-address.ts';

const PRIVATE = [
  '127.0.0.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
];

describe('a public address', () => {
  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(PRIVATE)('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['127.0.0.1', '[::1]', '[fd00::1]'])('is asked of a host that is an address: %s', (host) => {
    expect(() => requirePublicHost(host)).toThrow('is not an address of the public internet');
  });

  it.each([true, false])('is asked of what a name stands for', async (all) => {
    const error = await new Promise((resolve) => lookupPublic('localhost', { all }, resolve));
    expect(String(error)).toBe('PrivateAddressError: localhost is not an address of the public internet');
  });
});
