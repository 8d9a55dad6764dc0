import { ConfigError, readConfig, readServerSettings } from './config.ts';

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
  ])('refuses %s=%s and says which variable it is', (name, value) => {
    expect(() => readConfig({ ...complete, [name]: value })).toThrow(`The environment variable ${name} is not usable`);
  });

  it('never repeats a secret in what it says', () => {
    expect(() => readConfig({ ...complete, PARLEY_SECRET: 'hunter2' })).toThrow(expect.not.stringContaining('hunter2'));
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
