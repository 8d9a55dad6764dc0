import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

import { changeOf, type LogEnds } from './log-ends.ts';

const AT_END_PX = 48;

/**
 * Keeps the reader's place: at the end it follows what is added, elsewhere nothing moves, whatever is added above or
 * below. What the reader wrote is always shown.
 */
export function useLogScroll(ends: LogEnds) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef<LogEnds | null>(null);
  const isFollowing = useRef(true);
  /** From the reader's place down to the end, as it was before the current render. */
  const distance = useRef(0);
  /** The newest seq when the reader left the end; null at the end. */
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const reducedMotion = useReducedMotion();

  const onScroll = () => {
    if (!scroller.current) return;
    const { scrollHeight, scrollTop, clientHeight } = scroller.current;
    distance.current = scrollHeight - scrollTop;
    isFollowing.current = distance.current - clientHeight < AT_END_PX;
    setLeftAt(isFollowing.current ? null : (leftAt ?? ends.newestSeq));
  };

  useLayoutEffect(() => {
    const { hasOlder, hasOwn } = changeOf(shown.current, ends);
    shown.current = ends;
    if (hasOwn) isFollowing.current = true;
    if (isFollowing.current) toEnd(scroller.current);
    else if (hasOlder && scroller.current)
      scroller.current.scrollTop = scroller.current.scrollHeight - distance.current;
  });
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) toEnd(scroller.current);
    });
    for (const element of [scroller.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const jumpToEnd = () => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: reducedMotion ? 'auto' : 'smooth' });
  };
  const hasNews = leftAt !== null && ends.newestSeq > leftAt;
  return { scroller, content, onScroll, isAtEnd: leftAt === null, hasNews, jumpToEnd };
}

function toEnd(scroller: HTMLElement | null): void {
  if (scroller) scroller.scrollTop = scroller.scrollHeight;
}
