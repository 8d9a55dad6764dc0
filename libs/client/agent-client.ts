import type { Actor, Agent, EventPayload, RouteInput, RouteOutput } from '#contracts';
import { NAMESPACES, ROUTES } from '#contracts';

import type { AgentClient, AgentConversationView, AgentOptions, KeyValueStore } from './api.ts';
import { Chat } from './chat/chat.ts';
import { AgentInbox } from './chat/inbox.ts';
import { OutboxSlots } from './chat/outbox-slots.ts';
import { untilAnswered } from './chat/until-answered.ts';
import { openAgentView } from './chat/view.ts';
import { CallError } from './errors.ts';
import { Access } from './net/access.ts';
import { cookieJarIfNeeded } from './net/cookie-jar.ts';
import { exclusively } from './net/exclusively.ts';
import { Rest } from './net/rest.ts';
import { socketUrl } from './net/socket-url.ts';
import { Value } from './value.ts';

type Session = RouteOutput<'auth.login'>;

/** Where nothing tells of changes, the list is read again. */
const INBOX_POLL_MS = 5_000;

export function createAgentClient(options: AgentOptions): AgentClient {
  return new AgentDesk(options);
}

class AgentDesk implements AgentClient {
  readonly me = new Value<Agent | null | undefined>(undefined);
  isSessionOver = false;
  readonly inbox: AgentInbox;
  readonly #rest: Rest;
  readonly #store: KeyValueStore;
  readonly #access: Access;
  readonly #chat: Chat;
  #inboxPoll: ReturnType<typeof setInterval> | undefined;
  #isStopped = false;

  constructor(options: AgentOptions) {
    this.#rest = new Rest({ baseUrl: options.baseUrl, routes: ROUTES, cookies: cookieJarIfNeeded() });
    this.#store = options.store;
    this.#access = new Access(
      this.#rest,
      () => this.#renew(),
      () => this.#signedOut(true),
    );
    this.inbox = new AgentInbox(this.#access, () => this.me.get()?.id);
    this.#chat = new Chat({
      socketUrl: (named) => socketUrl(options, named, NAMESPACES.agent),
      access: this.#access,
      me: () => this.#actor(),
      onSignal: (name, payload) => this.#hear(name, payload),
      onRefused: (error) => {
        if (error.code === 'session_ended') this.#signedOut(true);
      },
    });
    this.#chat.connection.carrier.subscribe(() => this.#carrierChanged());
  }

  get connection() {
    return this.#chat.connection.state;
  }

  readonly call: AgentClient['call'] = (name, input) => this.#access.call(name, input);

  async restore(): Promise<void> {
    this.#isStopped = false;
    try {
      await untilAnswered(
        () => this.#access.renew(),
        this.#chat.alarm,
        () => !this.#isStopped,
      );
    } catch (error) {
      if (!(error instanceof CallError && error.isAboutToken)) throw error;
    }
  }

  login(email: string, password: string, code?: string): Promise<void> {
    return this.#begin(() => this.#rest.send('auth.login', { email, password, ...(code !== undefined && { code }) }));
  }

  acceptInvitation(input: RouteInput<'invitation.accept'>): Promise<void> {
    return this.#begin(() => this.#rest.send('invitation.accept', input));
  }

  async logout(): Promise<void> {
    await this.#rest.send('auth.logout', {});
    this.#signedOut(false);
  }

  async agents(): Promise<readonly Agent[]> {
    const { agents } = await this.call('agent.list', {});
    return agents;
  }

  openConversation(conversationId: string): AgentConversationView {
    const view = openAgentView(this.#chat, conversationId);
    const listed = this.inbox.get().conversations.find(({ id }) => id === conversationId);
    if (listed) this.#chat.find(conversationId)?.learn(listed);
    return view;
  }

  stop(): void {
    this.#isStopped = true;
    this.#chat.stop();
    clearInterval(this.#inboxPoll);
  }

  async #begin(open: () => Promise<Session>): Promise<void> {
    this.#isStopped = false;
    const session = await open();
    this.isSessionOver = false;
    this.#access.accept(session);
    this.#signedIn(session.agent);
  }

  /** Only one tab rotates the refresh cookie at a time; the next one finds the new cookie. */
  async #renew(): Promise<Session> {
    try {
      const session = await exclusively('parley:refresh', () => this.#rest.send('auth.refresh', {}));
      this.#signedIn(session.agent);
      return session;
    } catch (error) {
      if (error instanceof CallError && error.isAboutToken) {
        // Whichever of several calls says it first: the others must not make it look as if nobody had been signed in.
        this.#signedOut(this.isSessionOver || error.code === 'session_ended' || Boolean(this.me.get()));
      }
      throw error;
    }
  }

  #signedIn(agent: Agent): void {
    const before = this.me.get();
    if (this.#isStopped) return;
    if (JSON.stringify(before) !== JSON.stringify(agent)) this.me.set(agent);
    if (before?.id === agent.id) return;
    // Another agent, too, when somebody else has signed in in another tab of this browser.
    if (before) this.#chat.reset();
    this.inbox.reset();
    this.#chat.outbox.open(new OutboxSlots(this.#store, agent.id));
    this.#chat.connection.start();
    void this.inbox.reload();
  }

  #signedOut(isSessionOver: boolean): void {
    this.isSessionOver = isSessionOver;
    this.#access.forget();
    this.#chat.reset();
    this.#chat.outbox.open(null);
    this.inbox.reset();
    this.me.set(null);
  }

  #carrierChanged(): void {
    const carrier = this.#chat.connection.carrier.get();
    clearInterval(this.#inboxPoll);
    if (carrier === 'rest') this.#inboxPoll = setInterval(() => void this.inbox.reload(), INBOX_POLL_MS);
    // What changed while nobody was listening.
    if (carrier) void this.inbox.reload();
  }

  #hear(name: string, payload: unknown): void {
    if (name === 'inbox.stale') void this.inbox.reload();
    if (name !== 'inbox.updated') return;
    const { conversations } = payload as EventPayload<'inbox.updated'>;
    this.inbox.hear(conversations);
    for (const conversation of conversations) this.#chat.find(conversation.id)?.learn(conversation);
  }

  #actor(): Actor | null {
    const me = this.me.get();
    return me ? { kind: 'agent', id: me.id, name: me.name } : null;
  }
}
