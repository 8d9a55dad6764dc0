import { useEffect } from 'react';

import { shellMessages as texts } from './shell.messages.ts';
import { waitingLabel } from './waiting-label.ts';

/** "(3) Parley", or "(3) Sessions – Parley": what a tab in the background has to say. */
export function useWaitingInTitle(waiting: number, page: string | null): void {
  useEffect(() => {
    const title = page === null ? texts.productName : texts.pageTitle(page);
    document.title = waiting > 0 ? `(${waitingLabel(waiting)}) ${title}` : title;
  }, [waiting, page]);
}
