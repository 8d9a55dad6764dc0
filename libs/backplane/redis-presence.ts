import { randomUUID } from 'node:crypto';

import { chunk } from './chunk.ts';
import type { RedisKeys } from './keys.ts';
import { Presence } from './presence.ts';
import { PresenceRoster } from './presence-roster.ts';
import { READ, RENEW } from './presence-scripts.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisTimings } from './redis-timings.ts';
import { within } from './within.ts';

/** Redis does nothing else while it runs a script: keep each one short. */
const ENTRIES_PER_SCRIPT = 500;
/** Reads that may wait for Redis at once; above it is as good as away. */
const READS_LIMIT = 1_000;
const SEPARATOR = '|';

/**
 * Presence in one sorted set per scope, with one entry per member and instance: however many tabs a member has open, Redis
 * hears of the first and the last. All entries of an instance are renewed in one sweep.
 */
export class RedisPresence extends Presence {
  private readonly instance = randomUUID();
  private readonly roster = new PresenceRoster();
  private readonly sweeper: NodeJS.Timeout;
  /** Members by scope whose entry in Redis may differ from the roster. */
  private changes = new Map<string, Set<string>>();
  private isWriting = false;
  private reads = 0;

  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: RedisKeys,
    private readonly timings: RedisTimings,
  ) {
    super();
    this.sweeper = setInterval(() => this.sweep(), timings.presenceSweep).unref();
    connection.redis.on('ready', () => this.sweep());
  }

  enter(scope: string, member: string, connectionId: string): void {
    if (this.roster.enter(scope, member, connectionId)) this.change(scope, member);
  }

  leave(scope: string, member: string, connectionId: string): void {
    if (this.roster.leave(scope, member, connectionId)) this.change(scope, member);
  }

  async members(scope: string): Promise<ReadonlySet<string>> {
    const elsewhere = await this.readOthers(scope);
    return new Set([...this.roster.members(scope), ...elsewhere]);
  }

  /** Takes this instance's members out of Redis, as far as it can be reached; the TTL does the rest. Never rejects. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    const members = [...this.roster.all()];
    this.roster.clear();
    for (const [scope, member] of members) this.note(scope, member);
    if (this.connection.isReady) await within(this.timings.patience, this.write());
  }

  private sweep(): void {
    for (const [scope, member] of this.roster.all()) this.note(scope, member);
    void this.flush();
  }

  private change(scope: string, member: string): void {
    if (this.changes.size === 0) setImmediate(() => void this.flush());
    this.note(scope, member);
  }

  private note(scope: string, member: string): void {
    const members = this.changes.get(scope) ?? new Set<string>();
    this.changes.set(scope, members.add(member));
  }

  /** One write at a time: while Redis is slow, changes collect instead of commands. */
  private async flush(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    while (this.changes.size > 0 && this.connection.isReady) await this.write();
    this.changes.clear(); // away: the sweep on return enters who is here, the TTL ends who is not
    this.isWriting = false;
  }

  private async write(): Promise<void> {
    const changes = this.changes;
    this.changes = new Map();
    const pipeline = this.connection.redis.pipeline();
    for (const [scope, members] of changes) {
      const present = [...members].filter((member) => this.roster.has(scope, member));
      const absent = [...members].filter((member) => !this.roster.has(scope, member));
      const key = this.keys.presence(scope);
      for (const some of chunk(present, ENTRIES_PER_SCRIPT))
        pipeline.eval(RENEW, 1, key, this.timings.presenceTtl, ...this.entries(some));
      for (const some of chunk(absent, ENTRIES_PER_SCRIPT)) pipeline.zrem(key, ...this.entries(some));
    }
    try {
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    } catch (error) {
      this.connection.report('Presence could not be written', error);
    }
  }

  /** Members on other instances; what Redis says of this one may be older than the roster. */
  private async readOthers(scope: string): Promise<string[]> {
    if (!this.connection.isReady || this.reads >= READS_LIMIT) return [];
    const own = this.instance + SEPARATOR;
    const others = (await this.read(scope)).filter((entry) => !entry.startsWith(own));
    return others.map((entry) => entry.slice(own.length));
  }

  private async read(scope: string): Promise<string[]> {
    this.reads += 1;
    const reply = this.connection.redis.eval(READ, 1, this.keys.presence(scope)).finally(() => {
      this.reads -= 1;
    });
    return ((await within(this.timings.patience, reply)) ?? []) as string[];
  }

  private entries(members: readonly string[]): string[] {
    return members.map((member) => this.instance + SEPARATOR + member);
  }
}
