import { useLayoutEffect, useReducer } from 'preact/hooks';

import type { Store } from '#client';

/** The store's present value; the component is drawn again after every change. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const value = store.get();
  useLayoutEffect(() => store.subscribe(() => redraw(undefined)), [store]);
  useLayoutEffect(() => {
    // It may have changed between the drawing and the subscription.
    if (store.get() !== value) redraw(undefined);
  }, [store, value]);
  return value;
}
