import { useEffect } from 'react';

import { shellMessages as texts } from './shell.messages.ts';
import { waitingLabel } from './waiting-label.ts';

/** "(3) Parley": what a tab in the background has to say. */
export function useWaitingInTitle(waiting: number): void {
  useEffect(() => {
    document.title = waiting > 0 ? `(${waitingLabel(waiting)}) ${texts.productName}` : texts.productName;
  }, [waiting]);
}
