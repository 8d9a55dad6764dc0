import { Injectable } from '@nestjs/common';

/** Hears ids of conversations that may have changed; the same one may come twice. */
export type InboxListener = (conversationIds: readonly string[]) => void;

/** Who on this instance watches which workspace's inbox. */
@Injectable()
export class InboxListeners {
  readonly #listeners = new Map<string, Set<InboxListener>>();

  add(workspaceId: string, listener: InboxListener): () => void {
    const listeners = this.#listeners.get(workspaceId) ?? new Set();
    this.#listeners.set(workspaceId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(workspaceId);
    };
  }

  tell(workspaceId: string, conversationIds: readonly string[]): void {
    for (const listener of this.#listeners.get(workspaceId) ?? []) listener(conversationIds);
  }

  get workspaceIds(): readonly string[] {
    return [...this.#listeners.keys()];
  }
}
