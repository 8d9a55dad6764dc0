import type { Store } from '#client';

import { readPageMessage } from '../../bridge/protocol.ts';
import type { ChatMessage, PageMessage } from '../../bridge/protocol.ts';

export interface PanelState {
  isOpen: boolean;
  /** Goes up each time a person opened the panel and expects to type. */
  focusRequests: number;
}

type PanelMessage = Extract<PageMessage, { type: 'parley:opened' | 'parley:closed' }>;
/** What the website last said of its user. */
export type UserMessage = Exclude<PageMessage, PanelMessage>;

/** The page around the frame. */
export interface Page {
  /** False when the chat is a page of its own: there is nothing to close then. */
  isEmbedded: boolean;
  panel: Store<PanelState>;
  /** Null while the website has said nothing of its user. */
  user: Store<UserMessage | null>;
  tell(message: ChatMessage): void;
}

/**
 * The page that embeds the chat. It hears and is heard on `origin` alone. Resolves once the page has answered: the browser vouches
 * then that it is that origin, and what it knows of the user has come.
 */
export function embeddingPage(origin: string): Promise<Page> {
  const peer = { window: window.parent, origin };
  const panel = changing<PanelState>({ isOpen: false, focusRequests: 0 });
  const user = changing<UserMessage | null>(null);
  const tell = (message: ChatMessage) => peer.window.postMessage(message, origin);
  return new Promise((resolve) => {
    window.addEventListener('message', (event) => {
      const message = readPageMessage(event, peer);
      if (!message) return;
      if (!isAboutPanel(message)) return user.set(message);
      const isRequest = message.type === 'parley:opened' && message.takesFocus;
      const { focusRequests } = panel.store.get();
      panel.set({ isOpen: message.type === 'parley:opened', focusRequests: focusRequests + (isRequest ? 1 : 0) });
      resolve({ isEmbedded: true, panel: panel.store, user: user.store, tell });
    });
    tell({ type: 'parley:ready' });
  });
}

function isAboutPanel(message: PageMessage): message is PanelMessage {
  return message.type === 'parley:opened' || message.type === 'parley:closed';
}

/** The chat opened as a page of its own. */
export function noPage(): Page {
  const panel = changing<PanelState>({ isOpen: true, focusRequests: 1 }).store;
  return { isEmbedded: false, panel, user: changing<UserMessage | null>(null).store, tell: () => undefined };
}

function changing<T>(value: T): { store: Store<T>; set: (next: T) => void } {
  const listeners = new Set<() => void>();
  return {
    store: {
      get: () => value,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
  };
}
