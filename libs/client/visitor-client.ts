import type { Actor, Person, Site } from '#contracts';
import { NAMESPACES, VISITOR_ROUTES } from '#contracts';

import type { ClientError, ConversationView, VisitorClient, VisitorOptions, VisitorStart } from './api.ts';
import { Chat } from './chat/chat.ts';
import { newKey } from './chat/keys.ts';
import { OutboxSlots } from './chat/outbox-slots.ts';
import { untilAnswered } from './chat/until-answered.ts';
import { openView } from './chat/view.ts';
import type { CallError } from './errors.ts';
import { Access } from './net/access.ts';
import { Rest } from './net/rest.ts';
import { socketUrl } from './net/socket-url.ts';
import { Value, until } from './value.ts';
import { VisitorSession } from './visitor-session.ts';

export function createVisitorClient(options: VisitorOptions): VisitorClient {
  return new Visitor(options);
}

class Visitor implements VisitorClient {
  readonly visitor = new Value<Person | null>(null);
  readonly site = new Value<Site | null>(null);
  readonly handovers = new Value(0);
  readonly refusal = new Value<ClientError | null>(null);
  readonly #session: VisitorSession;
  readonly #access: Access;
  readonly #chat: Chat;
  #isStarted = false;

  constructor(options: VisitorOptions) {
    const rest = new Rest({ baseUrl: options.baseUrl, routes: VISITOR_ROUTES, cookies: null });
    this.#session = new VisitorSession(rest, options);
    this.#access = new Access(
      rest,
      () => this.#renew(),
      (error) => this.#ended(error),
    );
    this.#chat = new Chat({
      socketUrl: (named) => socketUrl(options, named, NAMESPACES.visitor),
      access: this.#access,
      me: () => this.#me(),
      onSignal: () => undefined,
      onRefused: (error) => this.refusal.set(error),
    });
    this.#chat.outbox.open(new OutboxSlots(options.store, options.siteKey));
  }

  get connection() {
    return this.#chat.connection.state;
  }

  get isKnown() {
    return this.#session.isKnown;
  }

  readonly call: VisitorClient['call'] = (name, input) => this.#access.call(name, input);

  async start({ hasConsented = false }: VisitorStart = {}): Promise<void> {
    this.#isStarted = true;
    this.#session.hasConsented ||= hasConsented;
    this.refusal.set(null);
    this.#chat.connection.start();
    const refused = until(this.refusal, (error) => error !== null).then((error) =>
      Promise.reject(error as ClientError),
    );
    await Promise.race([until(this.visitor, (visitor) => visitor !== null), refused]);
  }

  identify(identityToken: string): void {
    this.#session.identityToken = identityToken;
    if (!this.#isStarted || this.refusal.get()?.code === 'consent_required') return;
    // What is on its way without an answer is sent again, with the same client id, by whoever this turns out to be.
    this.#chat.stop();
    this.#access.forget();
    this.refusal.set(null);
    this.#chat.connection.start();
  }

  forget(): Promise<void> {
    this.stop();
    this.#access.forget();
    this.#handOver();
    this.#chat.reset();
    this.site.set(null);
    return this.#session.forget();
  }

  async currentConversation(): Promise<ConversationView> {
    const newest = this.#chat.pendingKey() ? undefined : await this.#newest();
    if (!newest) return openView(this.#chat, this.#chat.pendingKey() ?? newKey());
    const view = openView(this.#chat, newest.id);
    this.#chat.find(newest.id)?.learn(newest);
    return view;
  }

  newConversation(): ConversationView {
    return openView(this.#chat, newKey());
  }

  stop(): void {
    this.#isStarted = false;
    this.#chat.stop();
  }

  #ended(error: CallError): void {
    this.#chat.stop();
    this.#access.forget();
    this.refusal.set(error);
  }

  #handOver(): void {
    this.visitor.set(null);
    this.#chat.outbox.clear();
    this.handovers.set(this.handovers.get() + 1);
  }

  async #newest() {
    const list = () => this.#access.call('conversation.list', { limit: 1 });
    const { conversations } = await untilAnswered(list, this.#chat.alarm, () => this.#isStarted);
    return conversations[0];
  }

  async #renew() {
    const answer = await this.#session.renew(() => this.#handOver());
    this.visitor.set(answer.visitor);
    this.site.set(answer.site);
    return answer;
  }

  #me(): Actor | null {
    const visitor = this.visitor.get();
    return visitor && { kind: 'visitor', ...visitor };
  }
}
