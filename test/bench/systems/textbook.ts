import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { SignJWT } from 'jose';

import type { Member, Pair } from '../load/member.ts';
import { Postgres, runSql } from '../machine/postgres.ts';
import { Redis } from '../machine/redis.ts';
import { ServerProcess } from '../machine/server-process.ts';
import { Stoppers } from '../machine/stoppers.ts';
import type { System } from './system.ts';

const TABLES = new URL('../rivals/textbook/tables.sql', import.meta.url);

/** rivals/textbook, twice, on a Redis and a database of their own. */
export class Textbook implements System {
  readonly name = 'textbook';
  readonly #stoppers = new Stoppers();
  readonly #secret = randomUUID() + randomUUID();
  readonly instances: ServerProcess[] = [];
  private readonly postgres: Postgres;
  private readonly databaseUrl: string;
  private readonly redis: Redis;

  private constructor(postgres: Postgres, databaseUrl: string, redis: Redis) {
    this.postgres = postgres;
    this.databaseUrl = databaseUrl;
    this.redis = this.#stoppers.add(redis);
  }

  static async start(rivals: string, postgres: Postgres): Promise<Textbook> {
    const databaseUrl = await postgres.createDatabase('textbook');
    await runSql(databaseUrl, await readFile(TABLES, 'utf8'));
    const system = new Textbook(postgres, databaseUrl, await Redis.start());
    for (const name of ['textbook 1', 'textbook 2']) await system.startInstance(name, rivals);
    return system;
  }

  processes() {
    const instances = this.instances.map(({ name, pid }) => ({ name, pid }));
    const postgres = { name: 'postgres', pid: this.postgres.pid, family: true };
    return [...instances, { name: 'redis', pid: this.redis.pid }, postgres];
  }

  async pairs(count: number): Promise<Pair[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await runSql(this.databaseUrl, 'INSERT INTO "Conversation" ("id") SELECT unnest($1::uuid[])', [ids]);
    return Promise.all(
      ids.map(async (conversationId, index): Promise<Pair> => {
        const member = (side: number) => this.member(this.instances[(index + side) % 2]?.url ?? '', conversationId);
        return [await member(0), await member(1)];
      }),
    );
  }

  stop(): Promise<void> {
    return this.#stoppers.stop();
  }

  private async startInstance(name: string, rivals: string): Promise<void> {
    const env = { DATABASE_URL: this.databaseUrl, REDIS_URL: this.redis.url, JWT_SECRET: this.#secret };
    const instance = await ServerProcess.start({ name, file: `${rivals}/textbook/main.js`, env });
    this.instances.push(this.#stoppers.add(instance));
  }

  private async member(url: string, conversationId: string): Promise<Member> {
    const token = new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(randomUUID()).setExpirationTime('10m');
    const auth = { token: await token.sign(new TextEncoder().encode(this.#secret)) };
    const fields = { conversationId };
    return { url, path: '/socket.io/', namespace: '', auth, join: ['join', fields], fields };
  }
}
