import { randomUUID } from 'node:crypto';

import type { Member, Pair } from '../load/member.ts';
import { Redis } from '../machine/redis.ts';
import { ServerProcess } from '../machine/server-process.ts';
import { Stoppers } from '../machine/stoppers.ts';
import type { System } from './system.ts';

/** rivals/bare.ts, twice, on a Redis of their own. */
export class Bare implements System {
  readonly name = 'bare';
  readonly #stoppers = new Stoppers();
  readonly instances: ServerProcess[] = [];

  private readonly rivals: string;
  private readonly redis: Redis;

  private constructor(rivals: string, redis: Redis) {
    this.rivals = rivals;
    this.redis = this.#stoppers.add(redis);
  }

  static async start(rivals: string): Promise<Bare> {
    const system = new Bare(rivals, await Redis.start());
    for (const name of ['bare 1', 'bare 2']) system.instances.push(await system.startInstance(name));
    return system;
  }

  /** One more; it stops with the system. */
  async startInstance(name: string): Promise<ServerProcess> {
    const options = { name, file: `${this.rivals}/bare.js`, env: { REDIS_URL: this.redis.url } };
    return this.#stoppers.add(await ServerProcess.start(options));
  }

  processes() {
    return [...this.instances.map(({ name, pid }) => ({ name, pid })), { name: 'redis', pid: this.redis.pid }];
  }

  async pairs(count: number): Promise<Pair[]> {
    return Array.from({ length: count }, (_, index) => {
      const conversationId = randomUUID();
      const member = (side: number) => toMember(this.instances[(index + side) % 2]?.url ?? '', conversationId);
      return [member(0), member(1)];
    });
  }

  stop(): Promise<void> {
    return this.#stoppers.stop();
  }
}

function toMember(url: string, conversationId: string): Member {
  const fields = { conversationId };
  return { url, path: '/socket.io/', namespace: '', auth: {}, join: ['join', fields], fields };
}
