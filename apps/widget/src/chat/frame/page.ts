import type { Store } from '#client';

import { readPageMessage } from '../../bridge/protocol.ts';
import type { ChatMessage } from '../../bridge/protocol.ts';

export interface PanelState {
  isOpen: boolean;
  /** Goes up each time a person opened the panel and expects to type. */
  focusRequests: number;
}

/** The page around the frame. */
export interface Page {
  /** False when the chat is a page of its own: there is nothing to close then. */
  isEmbedded: boolean;
  panel: Store<PanelState>;
  tell(message: ChatMessage): void;
}

/** The page that embeds the chat. It hears and is heard on `origin` alone. */
export function embeddingPage(origin: string): Page {
  const peer = { window: window.parent, origin };
  const listeners = new Set<() => void>();
  let state: PanelState = { isOpen: false, focusRequests: 0 };

  window.addEventListener('message', (event) => {
    const message = readPageMessage(event, peer);
    if (!message) return;
    const isRequest = message.type === 'parley:opened' && message.takesFocus;
    state = { isOpen: message.type === 'parley:opened', focusRequests: state.focusRequests + (isRequest ? 1 : 0) };
    for (const listener of listeners) listener();
  });

  return {
    isEmbedded: true,
    panel: {
      get: () => state,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tell: (message) => peer.window.postMessage(message, origin),
  };
}

/** The chat opened as a page of its own. */
export function noPage(): Page {
  const state: PanelState = { isOpen: true, focusRequests: 1 };
  return { isEmbedded: false, panel: { get: () => state, subscribe: () => () => undefined }, tell: () => undefined };
}
