import { useEffect } from 'react';

/**
 * Gives the focus back to where it was when something opened, also if it comes into being open. If that is gone meanwhile, such
 * as the row of what was deleted, the heading of the page gets it.
 */
export function useReturnedFocus(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const opener = document.activeElement;
    return () => {
      const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
      const target = isThere ? opener : document.querySelector<HTMLElement>('main h1');
      target?.focus({ preventScroll: true });
    };
  }, [isOpen]);
}
