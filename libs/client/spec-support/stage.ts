import { jest } from '@jest/globals';

import type {
  AgentClient,
  ConversationState,
  ConversationView,
  KeyValueStore,
  ParleyClient,
  Store,
  VisitorClient,
} from '../api.ts';
import { createAgentClient, createVisitorClient, memoryStore } from '../index.ts';
import { until } from '../value.ts';
import { ChatServer, PASSWORD } from './chat-server.ts';

// Reconnects wait for a random time by design.
jest.setTimeout(30_000);

/** A server and its clients, fresh for each test and gone after it. */
export class Stage {
  server!: ChatServer;
  readonly #clients: { stop(): void }[] = [];

  static forEachTest(): Stage {
    const stage = new Stage();
    beforeEach(async () => {
      stage.server = await ChatServer.start();
    });
    afterEach(async () => {
      for (const client of stage.#clients.splice(0)) client.stop();
      await stage.server.stop();
    });
    return stage;
  }

  visitor(store: KeyValueStore = memoryStore()): VisitorClient {
    return this.#add(createVisitorClient({ baseUrl: this.server.url, siteKey: 'demo', store }));
  }

  async startedVisitor(store?: KeyValueStore): Promise<VisitorClient> {
    const visitor = this.visitor(store);
    await visitor.start();
    return visitor;
  }

  /** The conversation of a visitor who has just come. */
  async visitorView(store?: KeyValueStore): Promise<ConversationView> {
    return (await this.startedVisitor(store)).currentConversation();
  }

  agent(store: KeyValueStore = memoryStore()): AgentClient {
    return this.#add(createAgentClient({ baseUrl: this.server.url, store }));
  }

  async signedInAgent(store?: KeyValueStore): Promise<AgentClient> {
    const agent = this.agent(store);
    await agent.login('ada@example.com', PASSWORD);
    return agent;
  }

  /** Takes the server away until `serverComesBack`. Resolves when these clients have noticed. */
  async serverGoesAway(...clients: ParleyClient[]): Promise<void> {
    this.server.faults.isDown = true;
    this.server.cut();
    await Promise.all(clients.map((client) => until(client.connection, (state) => state !== 'live')));
  }

  serverComesBack(): void {
    this.server.faults.isDown = false;
  }

  #add<T extends { stop(): void }>(client: T): T {
    this.#clients.push(client);
    return client;
  }
}

export function textsOf({ events }: ConversationState): string[] {
  return events.map((event) => ('text' in event ? event.text : event.type));
}

/** What the store held after each change, from now on. */
export function record<T>(store: Store<T>): T[] {
  const values: T[] = [store.get()];
  store.subscribe(() => values.push(store.get()));
  return values;
}
