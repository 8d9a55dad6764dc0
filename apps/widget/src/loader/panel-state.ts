/** `closed` means: was open before, in this tab. */
export type PanelState = 'open' | 'closed';

const key = (siteKey: string) => `parley:panel:${siteKey}`;

export function readPanelState(siteKey: string): PanelState | null {
  try {
    return sessionStorage.getItem(key(siteKey)) as PanelState | null;
  } catch {
    return null; // The page may not use storage: the chat starts closed.
  }
}

export function writePanelState(siteKey: string, state: PanelState): void {
  try {
    sessionStorage.setItem(key(siteKey), state);
  } catch {
    // Not remembered, then.
  }
}
