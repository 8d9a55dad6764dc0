import { RLWrapperTimeouts, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

import type { RedisConnection, RedisKeys } from '#backplane';
import { RATES } from '#contracts';
import type { RateName } from '#contracts';

import { BoundedMemoryLimiter } from './bounded-memory-limiter.ts';

/** A Redis that takes longer counts as away: counting must not slow down what is counted. */
const PATIENCE_MS = 250;

/** Makes the counter of a rate. */
export type LimiterOf = (name: RateName) => RateLimiterAbstract;

/** `factor` multiplies every rate. */
export function memoryLimiters(factor: number): LimiterOf {
  return (name) => new BoundedMemoryLimiter(optionsOf(name, factor, name));
}

/** Counts over all instances, and while Redis is away in the memory of each. */
export function redisLimiters(factor: number, { redis }: RedisConnection, keys: RedisKeys): LimiterOf {
  return (name) => {
    const options = optionsOf(name, factor, keys.rate(name));
    const insuranceLimiter = new BoundedMemoryLimiter(options);
    const limiter = new RateLimiterRedis({
      ...options,
      storeClient: redis,
      insuranceLimiter,
      rejectIfRedisNotReady: true,
    });
    return new RLWrapperTimeouts({ limiter, timeoutMs: PATIENCE_MS });
  };
}

export function pointsOf(name: RateName, factor: number): number {
  return Math.max(1, Math.round(RATES[name].points * factor));
}

function optionsOf(name: RateName, factor: number, keyPrefix: string) {
  return { points: pointsOf(name, factor), duration: RATES[name].seconds, keyPrefix };
}
