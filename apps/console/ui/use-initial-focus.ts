import { useEffect, useRef, type RefObject } from 'react';

/** Puts the focus where one begins, once the element is there. */
export function useInitialFocus<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return ref;
}
