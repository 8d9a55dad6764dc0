/** `closed` means: was open before, in this tab. `left`: the user has signed out, and the chat does not know yet. */
export type PanelState = 'open' | 'closed' | 'left';

const key = (siteKey: string) => `parley:panel:${siteKey}`;

export function readPanelState(siteKey: string): PanelState | null {
  try {
    return sessionStorage.getItem(key(siteKey)) as PanelState | null;
  } catch {
    return null; // The page may not use storage: the chat starts closed.
  }
}

/** Null takes it away. */
export function writePanelState(siteKey: string, state: PanelState | null): void {
  try {
    if (state) sessionStorage.setItem(key(siteKey), state);
    else sessionStorage.removeItem(key(siteKey));
  } catch {
    // Not remembered, then.
  }
}
