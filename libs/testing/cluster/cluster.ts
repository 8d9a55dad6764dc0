import request from 'supertest';

import { newId } from '#common';
import type { LogEvent, Role, RouteOutput, Scope } from '#contracts';
import { PrismaService, SqlPool } from '#database';

import { createDatabase } from '../databases.ts';
import type { TestDatabase } from '../databases.ts';
import { startApp } from '../processes.ts';
import type { AppProcess } from '../processes.ts';
import { redisPrefix, redisUrl } from '../services.ts';
import { TestSocket } from './test-socket.ts';
import { aWorkspace, anAgent } from './workspace-factory.ts';
import type { TestAgent, TestWorkspace } from './workspace-factory.ts';

export interface ClusterOptions {
  api?: number;
  realtime?: number;
  worker?: number;
  /** On top of what every process gets. */
  env?: Record<string, string>;
}

/** Somebody who is signed in over REST and may open sockets on any instance. */
export interface Participant {
  id: string;
  accessToken: string;
  connect(instance?: number): Promise<TestSocket>;
}

export interface OpenConversation {
  workspace: TestWorkspace;
  conversationId: string;
  visitor: TestSocket;
  agent: TestSocket;
  people: { visitor: Participant; agent: Participant };
}

/** Real processes on a database and a Redis prefix of their own. */
export class Cluster {
  readonly api: AppProcess[] = [];
  readonly realtime: AppProcess[] = [];
  readonly worker: AppProcess[] = [];
  readonly pool: SqlPool;
  readonly prisma: PrismaService;
  readonly #sockets: TestSocket[] = [];
  readonly #env: Record<string, string>;

  private constructor(
    private readonly database: TestDatabase,
    env: Record<string, string>,
  ) {
    this.pool = new SqlPool({ url: database.url, size: 4 });
    this.prisma = new PrismaService(this.pool);
    this.#env = {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl(),
      REDIS_KEY_PREFIX: redisPrefix(),
      PARLEY_SECRET: newId() + newId(),
      PARLEY_LOG_LEVEL: 'warn',
      // Tests come from one address and are in a hurry; those about limits say 1.
      PARLEY_RATE_LIMIT_FACTOR: '0',
      ...env,
    };
  }

  static async start({ api = 1, realtime = 2, worker = 0, env = {} }: ClusterOptions = {}): Promise<Cluster> {
    const cluster = new Cluster(await createDatabase(), env);
    const kinds = { api, realtime, worker };
    const started = Object.entries(kinds).map(async ([kind, count]) => {
      const processes = await Promise.all(
        Array.from({ length: count }, () => cluster.startProcess(kind as keyof typeof kinds)),
      );
      cluster[kind as keyof typeof kinds].push(...processes);
    });
    await Promise.all(started);
    return cluster;
  }

  /** One more process on the same database and Redis. The caller stops it, unless it is in one of the lists. */
  startProcess(kind: 'api' | 'realtime' | 'worker', env: Record<string, string> = {}): Promise<AppProcess> {
    return startApp(kind, { ...this.#env, ...env });
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  /** Origin of the REST API. */
  get url(): string {
    return this.at(this.api, 0).url;
  }

  async workspace(): Promise<TestWorkspace> {
    return aWorkspace(this.prisma);
  }

  async visitor({ siteKey }: TestWorkspace): Promise<Participant> {
    const { body } = await request(this.url).post('/v1/visitor-sessions').send({ siteKey }).expect(200);
    const session = body as RouteOutput<'visitor.session'>;
    return this.participant('visitor', session.visitor.id, session.accessToken);
  }

  async agent({ workspaceId }: TestWorkspace, name = 'Ada', role: Role = 'agent'): Promise<Participant & TestAgent> {
    const agent = await anAgent(this.prisma, workspaceId, name, role);
    const { email, password } = agent;
    const { body } = await request(this.url).post('/v1/auth/login').send({ email, password }).expect(200);
    return { ...agent, ...this.participant('agent', agent.id, (body as RouteOutput<'auth.login'>).accessToken) };
  }

  /** The whole key, as an owner of the workspace gets it. */
  async apiKey(workspace: TestWorkspace, scopes: readonly Scope[]): Promise<string> {
    const owner = await this.agent(workspace, 'Olga', 'owner');
    const creating = request(this.url).post('/v1/api-keys').auth(owner.accessToken, { type: 'bearer' });
    const { body } = await creating.send({ name: 'A program', scopes }).expect(201);
    return (body as RouteOutput<'apiKey.create'>).secret;
  }

  async createConversation(visitor: Participant): Promise<string> {
    const creating = request(this.url).post('/v1/conversations').auth(visitor.accessToken, { type: 'bearer' });
    const { body } = await creating.send({ clientId: newId() }).expect(201);
    return (body as RouteOutput<'conversation.create'>).id;
  }

  async ticket(accessToken: string): Promise<string> {
    const ticketing = request(this.url).post('/v1/socket-tickets').auth(accessToken, { type: 'bearer' });
    return ((await ticketing.expect(201)).body as RouteOutput<'socket.ticket'>).ticket;
  }

  /** A visitor and an agent, by default on different instances, who both follow a new conversation. */
  async openConversation({ visitorOn = 0, agentOn = 1 } = {}): Promise<OpenConversation> {
    const workspace = await this.workspace();
    const people = { visitor: await this.visitor(workspace), agent: await this.agent(workspace) };
    const conversationId = await this.createConversation(people.visitor);
    const [visitor, agent] = await Promise.all([people.visitor.connect(visitorOn), people.agent.connect(agentOn)]);
    await Promise.all([visitor.follow(conversationId), agent.follow(conversationId)]);
    return { workspace, conversationId, visitor, agent, people };
  }

  /** The whole log as a participant's transcript over REST, page by page. */
  async transcript(reader: Participant, conversationId: string, limit = 200): Promise<LogEvent[]> {
    const events: LogEvent[] = [];
    let cursor: string | null = null;
    do {
      const path = `/v1/conversations/${conversationId}/transcript`;
      const query = { limit, ...(cursor && { cursor }) };
      const reading = request(this.url).get(path).query(query).auth(reader.accessToken, { type: 'bearer' });
      const page = (await reading.expect(200)).body as RouteOutput<'conversation.transcript'>;
      events.push(...page.events);
      cursor = page.nextCursor;
    } while (cursor);
    return events;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    await Promise.all([...this.api, ...this.realtime, ...this.worker].map((process) => process.stop()));
    await this.prisma.$disconnect();
    await this.pool.end();
    await this.database.drop();
  }

  private participant(kind: 'visitor' | 'agent', id: string, accessToken: string): Participant {
    return { id, accessToken, connect: (instance = 0) => this.connect(kind, accessToken, instance) };
  }

  private async connect(kind: 'visitor' | 'agent', accessToken: string, instance: number): Promise<TestSocket> {
    return this.connectWith(kind, await this.ticket(accessToken), instance);
  }

  /** With a ticket of one's own choice. Rejects with the server's `ErrorBody` when it refuses the handshake. */
  async connectWith(kind: 'visitor' | 'agent', ticket: unknown, instance = 0): Promise<TestSocket> {
    const socket = await TestSocket.connect(this.at(this.realtime, instance).url, kind, ticket);
    this.#sockets.push(socket);
    return socket;
  }

  private at(processes: readonly AppProcess[], index: number): AppProcess {
    const process = processes[index];
    if (!process) throw new Error(`the cluster has no instance ${index}`);
    return process;
  }
}
