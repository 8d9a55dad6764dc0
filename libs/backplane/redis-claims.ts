import { Claims } from './claims.ts';
import type { RedisKeys } from './keys.ts';
import { MemoryClaims } from './memory-claims.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisTimings } from './redis-timings.ts';
import { within } from './within.ts';

/** Claims that may wait for Redis at once; above it is as good as away. */
const WAITING_LIMIT = 10_000;

/** One key per claim, set unless it is there. What this instance has given it remembers by itself. */
export class RedisClaims extends Claims {
  private readonly own = new MemoryClaims();
  private waiting = 0;

  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: RedisKeys,
    private readonly timings: RedisTimings,
  ) {
    super();
  }

  async claim(name: string, seconds: number): Promise<boolean> {
    if (!this.own.take(name, seconds)) return false;
    if (!this.connection.isReady || this.waiting >= WAITING_LIMIT) return true;
    this.waiting += 1;
    const set = this.connection.redis.set(this.keys.claim(name), '1', 'EX', seconds, 'NX').finally(() => {
      this.waiting -= 1;
    });
    // Null: somebody else has it. Undefined: Redis did not answer.
    return (await within(this.timings.patience, set)) !== null;
  }
}
