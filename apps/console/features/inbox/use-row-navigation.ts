import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';

import type { Conversation } from '#contracts';

import { nextRow } from './next-row.ts';

const rowsOf = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('a[data-conversation-id]') ?? []),
];
const idOf = (row: EventTarget | null) => (row instanceof HTMLElement ? row.dataset['conversationId'] : undefined);

/**
 * Arrow keys, j, k, Home and End move between the rows while one of them has the focus (single letters must not act
 * elsewhere: WCAG 2.1.4). Tab stops once, at the row visited last.
 */
export function useRowNavigation(
  list: RefObject<HTMLElement | null>,
  conversations: readonly Conversation[],
  selectedId: string | null,
) {
  const [visitedId, setVisitedId] = useState<string | null>(null);
  useReturnToRow(list, selectedId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = rowsOf(list.current);
    const target = nextRow(
      event.key,
      rows.findIndex((row) => row === document.activeElement),
      rows.length,
    );
    if (target === null) return;
    event.preventDefault();
    rows[target]?.focus();
  };
  const onFocus = (event: FocusEvent) => setVisitedId(idOf(event.target) ?? null);

  const candidates = [visitedId, selectedId, conversations[0]?.id];
  const tabStopId = candidates.find((id) => conversations.some((conversation) => conversation.id === id));
  return { onKeyDown, onFocus, tabStopId };
}

/** Leaving a conversation puts the focus where it came from. */
function useReturnToRow(list: RefObject<HTMLElement | null>, selectedId: string | null): void {
  const previousId = useRef(selectedId);
  useEffect(() => {
    const left = previousId.current;
    previousId.current = selectedId;
    if (selectedId !== null || left === null) return;
    rowsOf(list.current)
      .find((row) => idOf(row) === left)
      ?.focus();
  }, [list, selectedId]);
}
