/** Calls back when the network returns or somebody turns to the page again: the best moments to try. Returns how to stop. */
export function onPageReturn(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const ifVisible = () => {
    if (document.visibilityState === 'visible') listener();
  };
  addEventListener('online', listener);
  addEventListener('focus', listener);
  document.addEventListener('visibilitychange', ifVisible);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('focus', listener);
    document.removeEventListener('visibilitychange', ifVisible);
  };
}

/** Nobody can see the page just now. */
export function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}
