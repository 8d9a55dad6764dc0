/** Calls back when the network returns or somebody looks at the page again: the best moments to try. Returns how to stop. */
export function onPageReturn(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const ifVisible = () => {
    if (document.visibilityState === 'visible') listener();
  };
  addEventListener('online', listener);
  document.addEventListener('visibilitychange', ifVisible);
  return () => {
    removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', ifVisible);
  };
}
