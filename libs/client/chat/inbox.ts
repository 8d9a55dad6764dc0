import type { Conversation } from '#contracts';
import { LIMITS } from '#contracts';

import type { Inbox, InboxFilter, InboxState } from '../api.ts';
import { QUERIES, matches, merge } from '../core/inbox-list.ts';
import { asCallError } from '../errors.ts';
import type { Access } from '../net/access.ts';
import { Value } from '../value.ts';

const EMPTY: InboxState = { filter: 'all', conversations: [], isLoading: true, hasMore: false, error: null };

/** The agents' list of conversations: loaded in pages, kept up to date by what the server tells. */
export class AgentInbox implements Inbox {
  readonly #state = new Value<InboxState>(EMPTY);
  readonly #access: Access;
  readonly #myId: () => string | undefined;
  #cursor: string | null = null;
  /** Answers to a question that is not the last one are dropped. */
  #question = 0;
  /** What was told while a page is on its way, which the page may not know; null while none is. */
  #toldMeanwhile: Conversation[] | null = null;

  readonly get = this.#state.get;
  readonly subscribe = this.#state.subscribe;

  constructor(access: Access, myId: () => string | undefined) {
    this.#access = access;
    this.#myId = myId;
  }

  setFilter(filter: InboxFilter): void {
    if (filter === this.get().filter) return;
    this.#state.set({ ...EMPTY, filter });
    void this.reload();
  }

  reload(): Promise<void> {
    return this.#load(undefined);
  }

  async loadMore(): Promise<void> {
    if (this.#cursor !== null && !this.#toldMeanwhile) await this.#load(this.#cursor);
  }

  /** Forgets the list: somebody else signs in, or nobody. */
  reset(): void {
    this.#question += 1;
    this.#toldMeanwhile = null;
    this.#cursor = null;
    this.#state.set({ ...EMPTY, filter: this.get().filter });
  }

  /** Merges what has changed; a conversation that no longer matches the filter leaves the list. */
  hear(told: readonly Conversation[]): void {
    this.#toldMeanwhile?.push(...told);
    const { conversations } = this.get();
    this.#update({ conversations: this.#apply(conversations, told) });
  }

  /** Failures stand in the state: nobody waits for most of these calls. */
  async #load(cursor: string | undefined): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    this.#toldMeanwhile = [];
    const change = await this.#fetch(cursor).catch((cause: unknown) => ({ error: asCallError(cause).body }));
    if (question !== this.#question) return;
    this.#toldMeanwhile = null;
    this.#update({ ...change, isLoading: false });
  }

  async #fetch(cursor: string | undefined): Promise<Partial<InboxState>> {
    const question = this.#question;
    const { filter, conversations: known } = this.get();
    // A reload brings as many as are shown, so that the list does not jump.
    const limit =
      cursor === undefined ? Math.min(Math.max(known.length, LIMITS.listPage), LIMITS.listPageMax) : undefined;
    const page = await this.#access.call('conversation.list', { ...QUERIES[filter], cursor, limit });
    if (question !== this.#question) return {};
    this.#cursor = page.nextCursor;
    const listed = cursor === undefined ? page.conversations : merge(this.get().conversations, page.conversations);
    const conversations = this.#apply(listed, this.#toldMeanwhile ?? []);
    return { conversations, hasMore: page.nextCursor !== null, error: null };
  }

  #apply(known: readonly Conversation[], told: readonly Conversation[]): readonly Conversation[] {
    if (told.length === 0) return known;
    const { filter } = this.get();
    return merge(known, told).filter((conversation) => matches(filter, conversation, this.#myId()));
  }

  #update(change: Partial<InboxState>): void {
    this.#state.set({ ...this.get(), ...change });
  }
}
