import type { Bus } from './bus.ts';
import type { Claims } from './claims.ts';
import { RedisKeys } from './keys.ts';
import { MemoryBus } from './memory-bus.ts';
import { MemoryClaims } from './memory-claims.ts';
import { MemoryPresence } from './memory-presence.ts';
import type { Presence } from './presence.ts';
import { RedisBus } from './redis-bus.ts';
import { RedisClaims } from './redis-claims.ts';
import { RedisConnection } from './redis-connection.ts';
import { RedisPresence } from './redis-presence.ts';
import { REDIS_TIMINGS } from './redis-timings.ts';
import type { RedisTimings } from './redis-timings.ts';
import type { Report } from './report.ts';

export interface BackplaneOptions {
  /** Null: one process, everything in memory. */
  redisUrl: string | null;
  /** Keeps deployments on one Redis apart. */
  keyPrefix: string;
  report?: Report;
}

/** What instances share and may lose at any moment. */
export interface Backplane {
  readonly bus: Bus;
  readonly presence: Presence;
  readonly claims: Claims;
  /** Leaves, writes what was published before, and closes. Takes a few seconds at most and never rejects. */
  close(): Promise<void>;
}

/** Connects in the background: neither a missing Redis nor its end is ever an error of the caller. */
export function createBackplane({ redisUrl, keyPrefix, report = () => undefined }: BackplaneOptions): Backplane {
  if (redisUrl === null) return createMemoryBackplane(report);
  return createRedisBackplane({ url: redisUrl, keyPrefix, report });
}

export function createMemoryBackplane(report: Report): Backplane {
  return {
    bus: new MemoryBus(report),
    presence: new MemoryPresence(),
    claims: new MemoryClaims(),
    close: () => Promise.resolve(),
  };
}

interface RedisBackplaneOptions {
  url: string;
  keyPrefix: string;
  report: Report;
  timings?: RedisTimings;
}

export interface RedisBackplane extends Backplane {
  readonly bus: RedisBus;
  readonly presence: RedisPresence;
}

export function createRedisBackplane(options: RedisBackplaneOptions): RedisBackplane {
  const { url, report, timings = REDIS_TIMINGS } = options;
  const keys = new RedisKeys(options.keyPrefix);
  const publisher = new RedisConnection({ url, role: 'publisher', timings, report });
  const bus = new RedisBus({ url, keys, timings, report, publisher });
  const presence = new RedisPresence(publisher, keys, timings);
  const claims = new RedisClaims(publisher, keys, timings);
  const close = async (): Promise<void> => {
    await presence.close();
    await bus.close();
  };
  return { bus, presence, claims, close };
}
