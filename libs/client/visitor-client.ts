import type { Actor, Person, Site } from '#contracts';
import { NAMESPACES, VISITOR_ROUTES } from '#contracts';

import type { ConversationView, VisitorClient, VisitorOptions } from './api.ts';
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
  readonly #refusal = new Value<CallError | null>(null);
  readonly #session: VisitorSession;
  readonly #access: Access;
  readonly #chat: Chat;
  #isStarted = false;

  constructor(options: VisitorOptions) {
    const rest = new Rest({ baseUrl: options.baseUrl, routes: VISITOR_ROUTES, cookies: null });
    this.#session = new VisitorSession(rest, options);
    this.#access = new Access(rest, () => this.#renew());
    this.#chat = new Chat({
      socketUrl: (named) => socketUrl(options, named, NAMESPACES.visitor),
      access: this.#access,
      me: () => this.#me(),
      onSignal: () => undefined,
      onRefused: (error) => this.#refusal.set(error),
    });
    this.#chat.outbox.open(new OutboxSlots(options.store, options.siteKey));
  }

  get connection() {
    return this.#chat.connection.state;
  }

  readonly call: VisitorClient['call'] = (name, input) => this.#access.call(name, input);

  async start(): Promise<void> {
    this.#isStarted = true;
    this.#refusal.set(null);
    this.#chat.connection.start();
    const refused = until(this.#refusal, (error) => error !== null).then((error) => Promise.reject(error as CallError));
    await Promise.race([until(this.visitor, (visitor) => visitor !== null), refused]);
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

  async #newest() {
    const list = () => this.#access.call('conversation.list', { limit: 1 });
    const { conversations } = await untilAnswered(list, this.#chat.alarm, () => this.#isStarted);
    return conversations[0];
  }

  async #renew() {
    const answer = await this.#session.renew(() => this.#chat.outbox.clear());
    this.visitor.set(answer.visitor);
    this.site.set(answer.site);
    return answer;
  }

  #me(): Actor | null {
    const visitor = this.visitor.get();
    return visitor && { kind: 'visitor', ...visitor };
  }
}
