import { DomainError, newId } from '#common';
import { readConfig } from '#config';
import type { Config } from '#config';
import { RATES } from '#contracts';
import { Logger } from '#observability';
import { eventually, freePort, redisPrefix, redisUrl } from '#testing';

import { boundGuesses, countWrong } from './guessing.ts';
import { RateLimits } from './rate-limits.ts';
import { StallingProxy } from './spec-support/stalling-proxy.ts';

const { points, seconds } = RATES.loginPerAccount;
const logger = Logger.create({ process: 'test', level: 'silent' });
const prefix = redisPrefix();

const opened: RateLimits[] = [];

function open(config: Partial<Config> = {}): RateLimits {
  const env = { DATABASE_URL: 'postgresql://db/none', REDIS_URL: redisUrl(), PARLEY_SECRET: 'x'.repeat(32) };
  const limits = new RateLimits({ ...readConfig(env), redisKeyPrefix: prefix, ...config }, logger);
  opened.push(limits);
  return limits;
}

/** Counts by itself as long as Redis is not connected. */
async function connectedPair(): Promise<[RateLimits, RateLimits]> {
  const [here, there] = [open(), open()];
  await eventually(async () => {
    const key = newId();
    await here.take('loginPerAccount', key);
    return (await there.take('loginPerAccount', key))?.left === points - 2;
  });
  return [here, there];
}

async function useUp(limits: RateLimits, key: string): Promise<void> {
  await limits.consume('loginPerAccount', key, points);
}

afterAll(() => Promise.all(opened.map((limits) => limits.onApplicationShutdown())));

describe('RateLimits', () => {
  it('counts over all instances, and says how long to wait', async () => {
    const [here, there] = await connectedPair();
    const key = newId();
    const first = await here.consume('loginPerAccount', key);
    expect(first).toMatchObject({ points, seconds, left: points - 1, isUsedUp: false });
    expect(first?.resetMs).toBeLessThanOrEqual(seconds * 1_000);
    await there.consume('loginPerAccount', key, points - 1);
    const refusal = await here.consume('loginPerAccount', key).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) as number });
    expect((refusal as DomainError).toBody().retryAfterMs).toBeGreaterThan(0);
    await expect(there.consume('loginPerAccount', newId())).resolves.toMatchObject({ left: points - 1 });
    await expect(there.consume('loginPerAddress', key)).resolves.toMatchObject({ isUsedUp: false });
  });

  it('lets exactly as many through when all come at once', async () => {
    const limits = open({ redisUrl: null });
    const key = newId();
    const taken = await Promise.all(Array.from({ length: 3 * points }, () => limits.take('loginPerAccount', key)));
    expect(taken.filter((allowance) => allowance && !allowance.isUsedUp)).toHaveLength(points);
  });

  it('looks without using anything, takes back, and forgets', async () => {
    const [here, there] = await connectedPair();
    const key = newId();
    await useUp(here, key);
    await expect(there.check('loginPerAccount', key)).rejects.toMatchObject({ code: 'rate_limited' });
    await here.refund('loginPerAccount', key);
    await expect(there.check('loginPerAccount', key)).resolves.toMatchObject({ left: 1 });
    await there.forget('loginPerAccount', key);
    await expect(here.check('loginPerAccount', key)).resolves.toBeNull();
  });

  it('counts in memory where there is no Redis, and while it is away', async () => {
    const away = `redis://127.0.0.1:${await freePort()}`;
    for (const redisUrlOrNone of [null, away]) {
      const [here, there] = [open({ redisUrl: redisUrlOrNone }), open({ redisUrl: redisUrlOrNone })];
      const key = newId();
      await useUp(here, key);
      await expect(here.consume('loginPerAccount', key)).rejects.toMatchObject({ code: 'rate_limited' });
      await expect(there.consume('loginPerAccount', key)).resolves.toMatchObject({ left: points - 1 });
      await here.forget('loginPerAccount', key);
      await expect(here.consume('loginPerAccount', key)).resolves.toMatchObject({ left: points - 1 });
    }
  });

  it('does not wait for a Redis that stalls', async () => {
    const proxy = await StallingProxy.start(redisUrl());
    const [limits, other] = [open({ redisUrl: proxy.url }), open()];
    await eventually(async () => {
      const key = newId();
      await limits.take('loginPerAccount', key);
      return (await other.take('loginPerAccount', key))?.left === points - 2;
    });
    proxy.stall();
    const key = newId();
    await useUp(limits, key);
    await expect(limits.consume('loginPerAccount', key)).rejects.toMatchObject({ code: 'rate_limited' });
    proxy.stop();
  });

  it('remembers so many keys in memory, and forgets the oldest', async () => {
    const limits = open({ redisUrl: null });
    await useUp(limits, 'oldest');
    await useUp(limits, 'old');
    for (let count = 0; count < 19_999; count += 1) await limits.take('loginPerAccount', `crowd ${count}`);
    await expect(limits.check('loginPerAccount', 'old')).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(limits.check('loginPerAccount', 'oldest')).resolves.toBeNull();
  });

  it('multiplies the rates, and has none at zero', async () => {
    const key = newId();
    const generous = await open({ rateLimitFactor: 3 }).consume('loginPerAccount', key);
    expect(generous).toMatchObject({ points: 3 * points });
    const off = open({ rateLimitFactor: 0 });
    await expect(off.consume('loginPerAccount', key, 1_000_000)).resolves.toBeNull();
    await expect(off.check('loginPerAccount', key)).resolves.toBeNull();
  });
});

describe('guessing', () => {
  const wrong = ['invalid_code'] as const;
  const fail = (code: 'invalid_code' | 'unavailable') => (): Promise<never> => Promise.reject(new DomainError(code));

  it('is bounded also when all guesses are made at once', async () => {
    const limits = open({ redisUrl: null });
    const guesser = { rate: 'loginPerAccount', key: newId(), wrong } as const;
    const guesses = Array.from({ length: 5 * points }, () => boundGuesses(limits, guesser, fail('invalid_code')));
    const codes = (await Promise.allSettled(guesses)).map((guess) =>
      guess.status === 'rejected' ? (guess.reason as DomainError).code : 'none',
    );
    expect(codes.filter((code) => code === 'invalid_code')).toHaveLength(points);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(4 * points);
  });

  it.each([
    ['boundGuesses', boundGuesses],
    ['countWrong', countWrong],
  ])('costs nothing in %s when it was right, or when nobody can say', async (_, guard) => {
    const limits = open({ redisUrl: null });
    const guesser = { rate: 'loginPerAccount', key: newId(), wrong } as const;
    for (let round = 0; round < 2 * points; round += 1) {
      await expect(guard(limits, guesser, () => Promise.resolve('right'))).resolves.toBe('right');
      await expect(guard(limits, guesser, fail('unavailable'))).rejects.toMatchObject({ code: 'unavailable' });
    }
    for (let round = 0; round < points; round += 1)
      await expect(guard(limits, guesser, fail('invalid_code'))).rejects.toMatchObject({ code: 'invalid_code' });
    await expect(guard(limits, guesser, () => Promise.resolve('right'))).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });
});
