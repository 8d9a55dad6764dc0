import { ConfigError, isSecure, readConfig, readServerSettings } from './config.ts';

const complete = {
  DATABASE_URL: 'postgresql://db/parley',
  REDIS_URL: 'redis://redis:6379',
  PARLEY_SECRET: 'x'.repeat(32),
};

describe('readConfig', () => {
  it('fills in the documented defaults', () => {
    expect(readConfig(complete)).toMatchObject({ host: '127.0.0.1', port: 3000, redisKeyPrefix: 'parley:' });
  });

  it('names a missing variable in one sentence', () => {
    expect(() => readConfig({ ...complete, REDIS_URL: undefined })).toThrow(
      new ConfigError('The environment variable REDIS_URL is not set; see docs/operations.md for what it holds.'),
    );
  });

  it('takes an empty variable for a missing one', () => {
    expect(() => readConfig({ ...complete, DATABASE_URL: '' })).toThrow(/DATABASE_URL is not set/);
  });

  it.each([
    ['PORT', 'ninety'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://db/parley'],
    ['PARLEY_SECRET', 'short'],
    ['PARLEY_LOG_LEVEL', 'loud'],
    ['PARLEY_TRUSTED_PROXIES', 'the balancer'],
    ['PARLEY_TRUSTED_PROXIES', '10.0.0.1, 0.0.0.0/0'],
    ['PARLEY_TRUSTED_PROXIES', '-1'],
  ])('refuses %s=%s and says which variable it is', (name, value) => {
    expect(() => readConfig({ ...complete, [name]: value })).toThrow(`The environment variable ${name} is not usable`);
  });

  it('mails only from an address of its own, with links to an address of its own', () => {
    const smtp = { ...complete, PARLEY_SMTP_URL: 'smtp://user:hunter2@mail.test:587' };
    const from = { PARLEY_MAIL_FROM: 'Acme <chat@acme.test>' };
    expect(() => readConfig(smtp)).toThrow('PARLEY_SMTP_URL is set, so PARLEY_MAIL_FROM has to be set too.');
    expect(() => readConfig({ ...smtp, ...from })).toThrow('so PARLEY_PUBLIC_URL has to be set too.');
    expect(readConfig({ ...smtp, ...from, PARLEY_PUBLIC_URL: 'https://chat.test' }).mail).toEqual({
      smtpUrl: smtp.PARLEY_SMTP_URL,
      from: from.PARLEY_MAIL_FROM,
    });
    expect(readConfig({ ...complete, ...from }).mail).toBeNull();
  });

  it('never repeats a secret in what it says', () => {
    expect(() => readConfig({ ...complete, PARLEY_SECRET: 'hunter2' })).toThrow(expect.not.stringContaining('hunter2'));
  });
});

describe('the proxies that are trusted', () => {
  it.each([
    [undefined, []],
    ['2', 2],
    ['10.0.0.7', ['10.0.0.7']],
    ['uniquelocal, 192.0.2.0/24,2001:db8::/32', ['uniquelocal', '192.0.2.0/24', '2001:db8::/32']],
  ])('given as %s are %j', (value, trustedProxies) => {
    expect(readConfig({ ...complete, PARLEY_TRUSTED_PROXIES: value })).toMatchObject({ trustedProxies });
  });
});

describe('TLS', () => {
  it('needs both files', () => {
    expect(() => readConfig({ ...complete, PARLEY_TLS_CERT_FILE: '/cert.pem' })).toThrow(
      new ConfigError('PARLEY_TLS_CERT_FILE is set, so PARLEY_TLS_KEY_FILE has to be set too.'),
    );
  });

  it('here or at the public address makes people come by https', () => {
    const files = { PARLEY_TLS_CERT_FILE: '/cert.pem', PARLEY_TLS_KEY_FILE: '/key.pem' };
    expect(isSecure(readConfig(complete))).toBe(false);
    expect(isSecure(readConfig({ ...complete, ...files }))).toBe(true);
    expect(isSecure(readConfig({ ...complete, PARLEY_PUBLIC_URL: 'https://chat.example' }))).toBe(true);
  });
});

describe('readServerSettings', () => {
  it('asks for nothing', () => {
    const settings = readServerSettings({});
    const config = settings.toConfig({ databaseUrl: 'postgresql://localhost/parley', secret: 'y'.repeat(32) });
    expect(settings.databaseUrl).toBeNull();
    expect(config.redisUrl).toBeNull();
  });
});
