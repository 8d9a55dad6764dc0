import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

/**
 * Calls back each time the element comes (nearly) into view, and not again while it stays there. "Nearly" is measured from
 * the scrolling ancestor, which carries `data-scroll-root`.
 */
export function useOnVisible<E extends Element>(onVisible: () => void): RefObject<E | null> {
  const ref = useRef<E>(null);
  const notify = useEffectEvent(onVisible);
  useEffect(() => {
    if (ref.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) notify();
      },
      { root: ref.current.closest('[data-scroll-root]'), rootMargin: '320px 0px' },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return ref;
}
