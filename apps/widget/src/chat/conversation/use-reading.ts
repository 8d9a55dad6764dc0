import { useEffect, useState } from 'preact/hooks';

import type { ConversationState, ConversationView } from '#client';

import type { Page } from '../frame/page.ts';
import { useDocumentVisible } from '../frame/use-document-visible.ts';
import { countUnread, ownReadSeq } from '../timeline/unread.ts';
import { useStore } from '../use-store.ts';

interface Reading {
  view: ConversationView;
  state: ConversationState;
  page: Page;
  isAtBottom: boolean;
}

/** Marks the conversation as read while its newest line can be seen, and otherwise tells the page how much is unread. */
export function useReading({ view, state, page, isAtBottom }: Reading): void {
  const isVisible = useDocumentVisible();
  const { isOpen } = useStore(page.panel);
  // What was just read counts as read before the server has confirmed it.
  const [seen, setSeen] = useState(0);
  const newest = state.events.at(-1)?.seq ?? 0;
  const isReading = isOpen && isVisible && isAtBottom;
  const unread = isReading ? 0 : countUnread(state.events, Math.max(seen, ownReadSeq(state.receipts)));

  useEffect(() => {
    if (!isReading || newest === 0) return;
    setSeen(newest);
    view.markRead();
  }, [view, isReading, newest]);
  useEffect(() => page.tell({ type: 'parley:unread', count: unread }), [page, unread]);
  useEffect(() => () => page.tell({ type: 'parley:unread', count: 0 }), [page]);
}
