import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';

import { NAMESPACES, SOCKET_PATH } from '#contracts';
import { migrate } from '#database';

import type { Member, Pair } from '../load/member.ts';
import type { Metered } from '../machine/cpu-time.ts';
import type { Postgres } from '../machine/postgres.ts';
import { Redis } from '../machine/redis.ts';
import { ServerProcess } from '../machine/server-process.ts';
import { REALTIME_ACCOUNT } from '../machine/statements.ts';
import { Stoppers } from '../machine/stoppers.ts';
import { type OpenConversation, type Person, type Team, createTeam, openConversations } from './parley-people.ts';
import { callApi, inParallel } from './rest.ts';
import type { System } from './system.ts';

const APPS = resolve(import.meta.dirname, '../../../dist/apps');
/** A team and what it has open: ten conversations for an agent. */
const CONVERSATIONS_PER_TEAM = 50;
const AGENTS_PER_TEAM = 5;

/** Parley as in production: two realtime instances, one api for signing in, a database and a Redis of its own. */
export class Parley implements System {
  readonly name = 'parley';
  readonly realtime: ServerProcess[] = [];
  readonly redis: Redis;
  api!: ServerProcess;
  readonly #stoppers = new Stoppers();
  readonly #env: Record<string, string>;
  readonly #conversations: OpenConversation[] = [];
  private readonly postgres: Postgres;
  private readonly urls: { api: string; realtime: string };

  private constructor(postgres: Postgres, urls: Parley['urls'], redis: Redis) {
    this.postgres = postgres;
    this.urls = urls;
    this.redis = this.#stoppers.add(redis);
    // All load comes from one address, and more of it than anybody may make.
    const noLimits = { PARLEY_RATE_LIMIT_FACTOR: '0' };
    this.#env = { REDIS_URL: redis.url, PARLEY_SECRET: randomUUID() + randomUUID(), ...noLimits };
  }

  static async start(postgres: Postgres): Promise<Parley> {
    const databaseUrl = await postgres.createDatabase(`parley_${randomUUID().slice(0, 8)}`);
    await migrate(databaseUrl);
    // An account of their own: the statements of the instances can be told from those of the API.
    const realtimeUrl = await postgres.createAccount(REALTIME_ACCOUNT, databaseUrl);
    const system = new Parley(postgres, { api: databaseUrl, realtime: realtimeUrl }, await Redis.start());
    system.api = await system.startProcess('api');
    for (let index = 0; index < 2; index += 1) await system.startRealtime();
    return system;
  }

  /** One more instance of a door; it stops with the system. */
  async startProcess(app: 'api' | 'realtime', name: string = app): Promise<ServerProcess> {
    const file = `${APPS}/${app}/main.js`;
    const nodeFlags = process.env.PARLEY_NODE_FLAGS?.split(' ').filter(Boolean);
    const env = { ...this.#env, DATABASE_URL: this.urls[app] };
    const options = { name, file, env, nodeFlags, readyPath: '/health/ready' };
    return this.#stoppers.add(await ServerProcess.start(options));
  }

  async startRealtime(): Promise<ServerProcess> {
    const instance = await this.startProcess('realtime', `parley ${this.realtime.length + 1}`);
    this.realtime.push(instance);
    return instance;
  }

  /** As the database's administrator. */
  get databaseUrl(): string {
    return this.urls.api;
  }

  processes(): Metered[] {
    const servers = [...this.realtime, this.api].map(({ name, pid }) => ({ name, pid }));
    const postgres = { name: 'postgres', pid: this.postgres.pid, family: true };
    return [...servers, { name: 'redis', pid: this.redis.pid }, postgres];
  }

  /** A visitor and an agent each; which of them is on which instance alternates. */
  async pairs(count: number): Promise<Pair[]> {
    return inParallel(await this.conversations(count), async ({ conversationId, visitor, agent }, index) => {
      const instance = (side: number) => this.realtime[(index + side) % 2];
      return [
        await this.member('visitor', visitor, instance(0), conversationId),
        await this.member('agent', agent, instance(1), conversationId),
      ];
    });
  }

  /** The first so many of all that there are; more are opened when needed. */
  async conversations(count: number): Promise<OpenConversation[]> {
    while (this.#conversations.length < count) {
      const team = await this.team(AGENTS_PER_TEAM);
      this.#conversations.push(...(await openConversations(this.api.url, team, CONVERSATIONS_PER_TEAM)));
    }
    return this.#conversations.slice(0, count);
  }

  team(agents: number): Promise<Team> {
    return createTeam(this.databaseUrl, this.api.url, agents);
  }

  async member(
    kind: keyof typeof NAMESPACES,
    person: Person,
    instance: ServerProcess | undefined,
    conversationId?: string,
  ): Promise<Member> {
    const { ticket } = await callApi(this.api.url, 'socket.ticket', {}, await person.accessToken());
    return {
      url: instance?.url ?? '',
      path: SOCKET_PATH,
      namespace: NAMESPACES[kind],
      auth: { ticket },
      join: conversationId ? ['resume', { conversations: [{ conversationId }] }] : null,
      fields: { conversationId },
    };
  }

  stop(): Promise<void> {
    return this.#stoppers.stop();
  }
}
