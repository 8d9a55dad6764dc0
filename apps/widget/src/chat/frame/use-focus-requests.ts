import { useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Focuses the element when asked to, except on touch screens: there the keyboard would cover what was opened to be read. */
export function useFocusRequests(ref: RefObject<HTMLElement | null>, requests: number): void {
  useEffect(() => {
    if (requests > 0 && !matchMedia('(pointer: coarse)').matches) ref.current?.focus();
  }, [ref, requests]);
}
