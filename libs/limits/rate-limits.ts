import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

import { REDIS_TIMINGS, RedisConnection, RedisKeys } from '#backplane';
import { DomainError } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import { RATES } from '#contracts';
import type { RateName } from '#contracts';
import { Logger } from '#observability';

import { memoryLimiters, pointsOf, redisLimiters } from './limiters.ts';
import type { LimiterOf } from './limiters.ts';

/** What is left of a rate to somebody. */
export interface Allowance {
  name: RateName;
  points: number;
  seconds: number;
  left: number;
  /** Until everything is back. */
  resetMs: number;
  isUsedUp: boolean;
}

/**
 * Counts how often something is done, over all instances; a window begins with the first time and ends `seconds` later. It fails
 * towards service: without Redis each instance counts by itself. Null and no error anywhere when limits are turned off.
 */
@Injectable()
export class RateLimits implements OnApplicationShutdown {
  readonly #limiters = new Map<RateName, RateLimiterAbstract>();
  readonly #factor: number;
  readonly #limiterOf: LimiterOf;
  readonly #connection: RedisConnection | null;

  constructor(@Inject(CONFIG) config: Config, logger: Logger) {
    this.#factor = config.rateLimitFactor;
    const isShared = config.redisUrl !== null && this.#factor > 0;
    // A connection of its own: what waits on the bus's must not hold up a request.
    this.#connection = isShared ? connect(config, logger) : null;
    this.#limiterOf = this.#connection
      ? redisLimiters(this.#factor, this.#connection, new RedisKeys(config.redisKeyPrefix))
      : memoryLimiters(this.#factor);
  }

  /** Throws `rate_limited`, with the time to wait, when that is more than may be used. */
  async consume(name: RateName, key: string, points = 1): Promise<Allowance | null> {
    return orThrow(await this.take(name, key, points));
  }

  /** The same, and tells instead of throwing. */
  async take(name: RateName, key: string, points = 1): Promise<Allowance | null> {
    if (this.#factor === 0) return null;
    const result = await this.limiter(name).consume(key, points).catch(refusalOf);
    return this.allowance(name, result);
  }

  /** Throws `rate_limited` when it is used up; uses nothing. */
  async check(name: RateName, key: string): Promise<Allowance | null> {
    return orThrow(await this.look(name, key));
  }

  /** The same, and tells instead of throwing; null as well while nothing was counted. */
  async look(name: RateName, key: string): Promise<Allowance | null> {
    if (this.#factor === 0) return null;
    const result = await this.limiter(name).get(key);
    const allowance = result && this.allowance(name, result);
    return allowance && { ...allowance, isUsedUp: allowance.left === 0 };
  }

  /** Takes back what was consumed. */
  async refund(name: RateName, key: string, points = 1): Promise<void> {
    if (this.#factor > 0) await this.limiter(name).reward(key, points);
  }

  /** Counts from nothing again. */
  async forget(name: RateName, key: string): Promise<void> {
    if (this.#factor > 0) await this.limiter(name).delete(key);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#connection?.close();
  }

  private limiter(name: RateName): RateLimiterAbstract {
    const known = this.#limiters.get(name) ?? this.#limiterOf(name);
    this.#limiters.set(name, known);
    return known;
  }

  private allowance(name: RateName, { consumedPoints, msBeforeNext }: RateLimiterRes): Allowance {
    const points = pointsOf(name, this.#factor);
    const left = Math.max(0, points - consumedPoints);
    const { seconds } = RATES[name];
    return { name, points, seconds, left, resetMs: Math.max(0, msBeforeNext), isUsedUp: consumedPoints > points };
  }
}

function connect({ redisUrl }: Config, logger: Logger): RedisConnection | null {
  if (redisUrl === null) return null;
  const report = (message: string, error: unknown): void => logger.warn(message, { reason: String(error) });
  return new RedisConnection({ url: redisUrl, role: 'limits', timings: REDIS_TIMINGS, report });
}

/** The library throws what is no failure, and only that is one. */
function refusalOf(thrown: unknown): RateLimiterRes {
  if (thrown instanceof RateLimiterRes) return thrown;
  throw thrown;
}

function orThrow(allowance: Allowance | null): Allowance | null {
  if (!allowance?.isUsedUp) return allowance;
  throw new DomainError('rate_limited', undefined, allowance.resetMs);
}
