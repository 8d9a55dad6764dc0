import { useCallback, useSyncExternalStore } from 'react';

import type { Store } from '#client';

/** The store's current value; renders again whenever it changes. */
export function useStore<T>(store: Store<T>): T {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const get = useCallback(() => store.get(), [store]);
  return useSyncExternalStore(subscribe, get);
}
