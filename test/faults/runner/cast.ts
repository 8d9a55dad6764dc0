import { createAgentClient, createVisitorClient, memoryStore } from '#client';
import type { KeyValueStore, ParleyClient } from '#client';

import type { ConversationInfo } from '../checker/history.ts';
import type { ChatClient } from '../clients/chat-client.ts';
import { ProductClient } from '../clients/product-client.ts';
import type { Page } from '../clients/product-client.ts';
import { WireClient } from '../clients/wire-client.ts';
import type { WireClientOptions } from '../clients/wire-client.ts';
import type { Writing } from '../clients/wire-sender.ts';
import type { Random } from '../random.ts';
import { makeAgent, makeWorkspace } from './accounts.ts';
import type { AgentAccount, Workspace } from './accounts.ts';
import { Probe } from './probe.ts';
import type { Recorder } from './recorder.ts';
import { rest } from './rest.ts';
import type { Rig } from './rig.ts';

/** Who takes part, for each workspace. */
export interface Company {
  /** One conversation each. */
  productVisitors: number;
  wireVisitors: number;
  /** Each follows every conversation of the workspace. */
  productAgents: number;
  wireAgents: number;
  /** Wire agents who never write: on their connections every frame must follow the one before it. */
  observers: number;
}

const PEOPLE_MAX = 4;
const READER: Writing = { window: 0, twins: 0 };

/** The people of one run, their conversations, and the software they use. */
export class Cast {
  readonly clients: ChatClient[] = [];
  readonly conversations: Record<string, ConversationInfo> = {};
  /** Of the agents, by their ids. */
  readonly accounts = new Map<string, AgentAccount>();
  /** Of visitors who write by the wire, by visitor. */
  readonly sessionTokens = new Map<string, string>();
  readonly #ended = new Set<string>();
  readonly #rig: Rig;
  readonly #recorder: Recorder;
  readonly #random: Random;
  readonly #probe: Probe;
  readonly #writing: Writing;

  private constructor(rig: Rig, recorder: Recorder, random: Random, writing: Writing) {
    this.#rig = rig;
    this.#recorder = recorder;
    this.#random = random;
    this.#probe = new Probe(rig, recorder);
    this.#writing = writing;
  }

  static async make(
    rig: Rig,
    recorder: Recorder,
    random: Random,
    companies: readonly Company[],
    writing: Writing,
  ): Promise<Cast> {
    const cast = new Cast(rig, recorder, random, writing);
    for (const company of companies) await cast.#found(company);
    return cast;
  }

  get writers(): ChatClient[] {
    return this.clients.filter((client) => !client.id.includes('observer'));
  }

  /** Whose sessions go on: in the end they show everything. */
  get present(): ChatClient[] {
    return this.clients.filter(({ info }) => !this.#ended.has(info.actor));
  }

  /** This person's sessions are being ended: nothing is asked of their clients any more. */
  dismiss(actor: string): void {
    this.#ended.add(actor);
  }

  get acknowledged(): number {
    return this.clients.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }

  stop(): void {
    for (const client of this.clients) client.stop();
  }

  async #found(company: Company): Promise<void> {
    const workspace = await makeWorkspace(this.#rig.postgres.pool);
    for (let n = 0; n < company.productVisitors; n += 1) await this.#productVisitor(workspace, n === 0);
    for (let n = 0; n < company.wireVisitors; n += 1) await this.#wireVisitor(workspace);
    const mine = Object.entries(this.conversations).filter(([, info]) => info.workspace === workspace.id);
    const conversations = mine.map(([id]) => id);
    for (let n = 0; n < company.productAgents; n += 1) await this.#productAgent(workspace, conversations);
    await this.#wireAgents(company.wireAgents, 'agent', workspace, conversations, this.#writing);
    await this.#wireAgents(company.observers, 'observer', workspace, conversations, READER);
  }

  #id(role: string): string {
    return `${role}-${this.clients.length + 1}`;
  }

  /** With a second tab, which shares the browser's store with the first. */
  async #productVisitor(workspace: Workspace, hasTwoTabs: boolean): Promise<void> {
    const store = memoryStore();
    const load = () => this.#visitorPage(workspace, store);
    const { client, signIn } = load();
    await signIn();
    const visitor = client.visitor.get()?.id ?? '';
    const { id: conversation } = await client.call('conversation.create', { clientId: crypto.randomUUID() });
    client.stop();
    this.conversations[conversation] = { workspace: workspace.id, visitor };
    const info = { kind: 'visitor' as const, actor: visitor, workspace: workspace.id, isSerial: true };
    for (const tab of hasTwoTabs ? ['visitor', 'second-tab'] : ['visitor'])
      await this.#product({ id: this.#id(tab), info, conversations: [conversation], load });
  }

  #visitorPage({ siteKey }: Workspace, store: KeyValueStore) {
    const client = createVisitorClient({ ...this.#origins, siteKey, store });
    const onRefused = (listener: (reason: string) => void) =>
      client.refusal.subscribe(() => {
        const error = client.refusal.get();
        if (error) listener(error.code);
      });
    return { client, signIn: () => client.start(), open: () => client.currentConversation(), onRefused };
  }

  async #productAgent(workspace: Workspace, conversations: readonly string[]): Promise<void> {
    const id = this.#id('agent');
    const account = await this.#account(workspace, id);
    const store = memoryStore();
    const load = (): Page => {
      const client = createAgentClient({ ...this.#origins, store });
      const signIn = () => client.login(account.email, account.password);
      const onRefused = (listener: (reason: string) => void) =>
        client.me.subscribe(() => {
          if (client.isSessionOver) listener('session_ended');
        });
      return { client, signIn, open: (conversation) => client.openConversation(conversation), onRefused };
    };
    const info = { kind: 'agent' as const, actor: account.id, workspace: workspace.id, isSerial: true };
    await this.#product({ id, info, conversations, load });
  }

  async #product(options: Omit<ConstructorParameters<typeof ProductClient>[0], 'recorder'>): Promise<void> {
    const client = new ProductClient({ ...options, recorder: this.#recorder });
    this.clients.push(client);
    await client.start();
  }

  async #wireVisitor(workspace: Workspace): Promise<void> {
    const api = this.#origins.baseUrl;
    const { accessToken, sessionToken, visitor } = await rest(api, 'visitor.session', { siteKey: workspace.siteKey });
    this.sessionTokens.set(visitor.id, sessionToken);
    const { id: conversation } = await rest(api, 'conversation.create', { clientId: crypto.randomUUID() }, accessToken);
    this.conversations[conversation] = { workspace: workspace.id, visitor: visitor.id };
    const info = { kind: 'visitor' as const, actor: visitor.id, workspace: workspace.id, isSerial: false };
    this.#wire({ id: this.#id('wire-visitor'), info, conversations: [conversation], ...this.#writing }, accessToken);
  }

  /** So many connections of a few people: everybody has several tabs where there are many. */
  async #wireAgents(
    count: number,
    role: string,
    workspace: Workspace,
    conversations: readonly string[],
    writing: Writing,
  ): Promise<void> {
    const people = await Promise.all(
      Array.from({ length: Math.min(count, PEOPLE_MAX) }, (_, n) => this.#login(workspace, `${role} ${n}`)),
    );
    for (let n = 0; n < count; n += 1) {
      const person = people[n % people.length];
      if (!person) return;
      const info = { kind: 'agent' as const, actor: person.id, workspace: workspace.id, isSerial: false };
      this.#wire({ id: this.#id(`wire-${role}`), info, conversations, ...writing }, person.accessToken);
    }
  }

  async #account(workspace: Workspace, name: string): Promise<AgentAccount> {
    const account = await makeAgent(this.#rig.postgres.pool, workspace, name);
    this.accounts.set(account.id, account);
    return account;
  }

  async #login(workspace: Workspace, name: string): Promise<{ id: string; accessToken: string }> {
    const { id, email, password } = await this.#account(workspace, name);
    const { accessToken } = await rest(this.#origins.baseUrl, 'auth.login', { email, password });
    return { id, accessToken };
  }

  #wire(options: Pick<WireClientOptions, 'id' | 'info' | 'conversations'> & Writing, accessToken: string): void {
    const api = this.#origins.baseUrl;
    const call: ParleyClient['call'] = (name, input) => rest(api, name, input, accessToken);
    const client = new WireClient({
      ...options,
      call,
      recorder: this.#recorder,
      random: this.#random.fork(options.id),
      urls: this.#rig.realtime.map(({ edge }) => edge.url),
      onTold: this.#probe.onTold,
    });
    this.clients.push(client);
    client.start();
  }

  get #origins() {
    return { baseUrl: this.#rig.api.edge.url, realtimeUrl: this.#rig.lobby.url };
  }
}
