import { setTimeout as delay } from 'node:timers/promises';

import type { ConversationView, OutboxItem, ParleyClient } from '#client';
import type { LogEvent } from '#contracts';

import type { ClientInfo, ViewInfo } from '../checker/history.ts';
import type { Recorder } from '../runner/recorder.ts';
import type { ChatClient, Standing } from './chat-client.ts';
import { Screen } from './screen.ts';

/** One life of the product's client: from a page load to the next. */
export interface Page {
  client: ParleyClient;
  /** Rejects when the server does not answer. */
  signIn: () => Promise<void>;
  open: (conversation: string) => Promise<ConversationView> | ConversationView;
  /** Calls back when the client gives up for good, with why. */
  onRefused: (listener: (reason: string) => void) => void;
}

export interface ProductClientOptions {
  id: string;
  info: ClientInfo;
  conversations: readonly string[];
  recorder: Recorder;
  /** Loads the page, on the same store every time. */
  load: () => Page;
}

const RETRY_MS = 300;

/** The product's own client as a person uses it: it writes, it looks, it reloads. */
export class ProductClient implements ChatClient {
  readonly id: string;
  readonly info: ClientInfo;
  readonly conversations: readonly string[];
  readonly views: Record<string, ViewInfo> = {};
  acknowledged = 0;
  readonly #options: ProductClientOptions;
  readonly #screens = new Map<string, Screen>();
  /** By `clientId`: in which conversation it waits for its event. */
  readonly #unsent = new Map<string, string>();
  #page: Page | null = null;
  #loads = 0;
  #isLoading = false;
  #isRefused = false;
  #isStopped = false;

  constructor(options: ProductClientOptions) {
    this.#options = options;
    this.id = options.id;
    this.info = options.info;
    this.conversations = options.conversations;
  }

  /** Its connections are its own business: they count as one, from the page load until it leaves or is refused. */
  get #life() {
    return { link: `${this.id}#${this.#loads}`, client: this.id };
  }

  readonly call: ParleyClient['call'] = (name, input) => {
    if (!this.#page) throw new Error(`${this.id} has no page`);
    return this.#page.client.call(name, input);
  };

  async start(): Promise<void> {
    this.#loads += 1;
    this.#isRefused = false;
    const page = this.#options.load();
    this.#page = page;
    this.#watch(page);
    while (!(await hasWorked(page.signIn()))) {
      if (this.#isStopped) return;
      await delay(RETRY_MS);
    }
    for (const conversation of this.conversations) await this.#open(page, conversation);
  }

  write(conversation: string, kind: 'message' | 'note', text: string): void {
    const screen = this.#screens.get(conversation);
    if (!screen || this.#isLoading || this.#isRefused) return;
    if (kind === 'note' && 'addNote' in screen.view) (screen.view as { addNote(text: string): void }).addNote(text);
    else screen.view.send(text);
    const item = screen.view.get().outbox.findLast((waiting) => waiting.text === text);
    if (!item) throw new Error(`${this.id} wrote something that did not get into its outbox`);
    this.#unsent.set(item.clientId, conversation);
    const { clientId } = item;
    this.#options.recorder.add({
      op: 'invoke',
      client: this.id,
      conversation,
      clientId,
      attempt: 1,
      link: this.id,
      kind: item.kind,
      text,
    });
  }

  standings(): Standing[] {
    return this.conversations.map((conversation) => {
      const screen = this.#screens.get(conversation);
      const unsent = [...this.#unsent.values()].filter((waiting) => waiting === conversation).length;
      return {
        conversation,
        view: screen?.id ?? '',
        unsent,
        last: screen && !screen.view.get().isLoading ? screen.last : -1,
      };
    });
  }

  /** A page load: the old page is gone before the new one looks into the store. */
  async disturb(): Promise<void> {
    if (this.#isLoading || this.#isStopped) return;
    this.#isLoading = true;
    this.#leave();
    // A page that is closed while it loads fails, which is nobody's business any more.
    await this.start().catch((error: unknown) => this.#isStopped || Promise.reject(error as Error));
    this.#isLoading = false;
  }

  async complete(): Promise<void> {
    for (const { view } of this.#screens.values()) {
      for (let before = -1; view.get().hasOlder && view.get().events.length > before;) {
        before = view.get().events.length;
        await view.loadOlder();
      }
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#close();
  }

  #watch(page: Page): void {
    const { recorder } = this.#options;
    const life = this.#life;
    recorder.add({ op: 'opened', ...life, askedAt: recorder.now });
    page.onRefused((reason) => {
      if (page !== this.#page || this.#isRefused) return;
      this.#isRefused = true;
      recorder.add({ op: 'closed', ...life, by: 'server', reason });
    });
  }

  #close(): void {
    this.#page?.client.stop();
    for (const screen of this.#screens.values()) screen.close();
  }

  #leave(): void {
    this.#close();
    this.#options.recorder.add({ op: 'closed', ...this.#life, by: 'client', reason: null });
    for (const screen of this.#screens.values()) {
      const view = this.views[screen.id];
      if (view) view.isFinal = false;
    }
    this.#screens.clear();
  }

  async #open(page: Page, conversation: string): Promise<void> {
    const id = `${this.id}#${this.#loads}/${conversation}`;
    this.views[id] = { client: this.id, conversation, isFinal: true };
    const view = await page.open(conversation);
    if (this.#isStopped) return;
    const screen = new Screen(id, view, this.#options.recorder, (events) => this.#confirm(events));
    this.#screens.set(conversation, screen);
    view.subscribe(() => this.#giveUp(conversation, view));
    this.#giveUp(conversation, view);
  }

  /** An own event on the screen is the acknowledgement that a person sees. */
  #confirm(events: readonly LogEvent[]): void {
    for (const { clientId, seq, conversationId: conversation, actor } of events) {
      if (actor.id !== this.info.actor || !this.#unsent.delete(clientId)) continue;
      this.acknowledged += 1;
      this.#options.recorder.add({ op: 'ok', client: this.id, conversation, clientId, attempt: 1, seq });
    }
  }

  #giveUp(conversation: string, view: ConversationView): void {
    const failed = view.get().outbox.filter((item) => item.state === 'failed' && this.#unsent.has(item.clientId));
    for (const item of failed) this.#discard(conversation, view, item);
  }

  #discard(conversation: string, view: ConversationView, { clientId, error }: OutboxItem): void {
    this.#unsent.delete(clientId);
    const code = error?.code ?? 'internal';
    this.#options.recorder.add({ op: 'refused', client: this.id, conversation, clientId, attempt: 1, code });
    view.discard(clientId);
  }
}

function hasWorked(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
