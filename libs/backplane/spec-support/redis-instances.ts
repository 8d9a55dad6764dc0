import { randomUUID } from 'node:crypto';

import { createRedisBackplane } from '../backplane.ts';
import type { RedisBackplane } from '../backplane.ts';
import { REDIS_TIMINGS } from '../redis-timings.ts';
import type { RedisTimings } from '../redis-timings.ts';
import { eventually } from './awaiting.ts';

/** Opens instances of one deployment and closes them all in the end. */
export class RedisInstances {
  readonly keyPrefix = `spec:${randomUUID()}:`;
  readonly reports: string[] = [];
  private readonly all: RedisBackplane[] = [];

  /** Does not wait for a connection. */
  create(url: string, timings: Partial<RedisTimings> = {}, keyPrefix = this.keyPrefix): RedisBackplane {
    const report = (message: string): void => void this.reports.push(message);
    const instance = createRedisBackplane({ url, keyPrefix, report, timings: { ...REDIS_TIMINGS, ...timings } });
    this.all.push(instance);
    return instance;
  }

  async open(url: string, timings: Partial<RedisTimings> = {}, keyPrefix?: string): Promise<RedisBackplane> {
    const instance = this.create(url, timings, keyPrefix);
    await eventually(() => instance.bus.isConnected);
    return instance;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.splice(0).map((instance) => instance.close()));
  }
}
