import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { ConversationState } from '#client';

import { PlaceKeeper } from './place-keeper.ts';

/** Keeps the reader's place in the log. What the visitor sends leads back to the end. */
export function useLogScroll(state: ConversationState, onNearTop: () => void) {
  const scrollerRef = useRef<HTMLElement>(null);
  const keeperRef = useRef<PlaceKeeper>(null);
  const nearTopRef = useRef(onNearTop);
  const [isAtBottom, setAtBottom] = useState(true);
  const first = state.events.at(0)?.seq;
  const newest = state.events.at(-1)?.seq ?? 0;
  const newestOwn = state.outbox.at(-1)?.clientId;
  const [seen, setSeen] = useState(newest);

  useLayoutEffect(() => {
    nearTopRef.current = onNearTop;
  }, [onNearTop]);
  // The order matters: first keep the place, then, if it is the end, go to the new end.
  useLayoutEffect(() => {
    keeperRef.current = new PlaceKeeper(scrollerRef.current!, {
      onAtBottom: setAtBottom,
      onNearTop: () => nearTopRef.current(),
    });
    return keeperRef.current.start();
  }, []);
  useLayoutEffect(() => keeperRef.current!.restore(), [first]);
  useLayoutEffect(() => {
    if (newestOwn) keeperRef.current!.toBottom();
  }, [newestOwn]);
  useLayoutEffect(() => keeperRef.current!.settle());
  useEffect(() => {
    if (isAtBottom) setSeen(newest);
  }, [isAtBottom, newest]);

  return {
    scrollerRef,
    isAtBottom,
    hasNews: !isAtBottom && newest > seen,
    jumpToBottom: () => keeperRef.current!.toBottom(),
  };
}
