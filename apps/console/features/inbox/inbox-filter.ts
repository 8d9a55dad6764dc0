import { useCallback, useEffect } from 'react';

import type { Inbox, InboxFilter } from '#client';

import { useSession } from '../../session/session-context.ts';

export const INBOX_FILTERS = ['all', 'mine', 'unassigned', 'closed'] as const satisfies readonly InboxFilter[];

const KEY = 'parley:inbox-filter';

/** The filter that was chosen last is chosen again after a reload. Returns how to choose another. */
export function useRememberedFilter(inbox: Inbox): (filter: InboxFilter) => void {
  const { store } = useSession();
  useEffect(() => {
    const stored = store.getItem(KEY);
    const filter = INBOX_FILTERS.find((known) => known === stored);
    if (filter && filter !== inbox.get().filter) inbox.setFilter(filter);
  }, [inbox, store]);
  return useCallback(
    (filter) => {
      store.setItem(KEY, filter);
      inbox.setFilter(filter);
    },
    [inbox, store],
  );
}
