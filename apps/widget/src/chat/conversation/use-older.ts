import { useCallback, useState } from 'preact/hooks';

import type { ConversationView } from '#client';

/** Loads history, one page at a time. When that fails it can be asked for again. */
export function useOlder(view: ConversationView, hasOlder: boolean) {
  const [isLoading, setLoading] = useState(false);
  const load = useCallback(() => {
    if (!hasOlder || isLoading) return;
    setLoading(true);
    void view
      .loadOlder()
      .catch(() => undefined)
      .finally(() => setLoading(false));
  }, [view, hasOlder, isLoading]);
  return { isLoading, load };
}
