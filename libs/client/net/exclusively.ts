/** Runs one at a time over all tabs of this origin, where the browser can tell: tabs that rotate a token together lose it. */
export async function exclusively<T>(name: string, action: () => Promise<T>): Promise<T> {
  const locks = typeof document === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
  if (!locks) return action();
  let isStarted = false;
  const start = () => {
    isStarted = true;
    return action();
  };
  try {
    return await locks.request(name, start);
  } catch (error) {
    // A frame without an origin of its own has no locks: it gets an error before the action has begun.
    if (isStarted) throw error;
    return action();
  }
}
